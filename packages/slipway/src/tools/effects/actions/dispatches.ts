import { parse } from 'jsonc-parser';
import type { Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, DispatchDeed } from '../../types.ts';
import { ACTIONS, CONTENTS, credential, elsewhere, GITHUB_TOKEN, given, isEmpty, known, ownerAndName, plain, shortRef } from './build.ts';

const AS_OF = '2026-03-01';

/** Fields of a JSON object in an input; undefined when the text is not known or is none. */
function fields(value: Val | undefined): ReadonlyMap<string, Val> | undefined {
  if (isEmpty(value)) return new Map();
  const text = plain(value);
  if (text === undefined || text.length > 100_000) return undefined;
  const data: unknown = parse(text);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  return new Map(Object.entries(data).map(([name, field]) => [name, typeof field === 'string' ? str(field) : str(JSON.stringify(field))]));
}

/** Names of the fields of a JSON text that has holes in it: their values are not known, their names are. */
function fieldNames(value: Val | undefined): ReadonlyMap<string, Val> {
  const whole = fields(value);
  if (whole) return whole;
  if (value?.k !== 'text') return new Map();
  const text = value.parts.map((part) => (typeof part === 'string' ? part : '0')).join('');
  const found = fields(str(text));
  return new Map([...(found ?? [])].map(([name]) => [name, unknown(`field ${name}`)]));
}

function repositoryDispatch(call: ActionCall): readonly DispatchDeed[] {
  const repository = elsewhere(call, given(call, 'repository', 'repo'));
  return [
    {
      kind: 'dispatch',
      act: 'repository',
      tool: call.name,
      by: credential(call, { inputs: ['token'], env: [], fallback: call.name === 'peter-evans/repository-dispatch' ? GITHUB_TOKEN : undefined }),
      needs: CONTENTS,
      eventType: given(call, 'event-type', 'event_type') ?? unknown('no input names the event type'),
      payload: fieldNames(call.input('client-payload') ?? call.input('event_payload')),
      repository,
    },
  ];
}

function workflowDispatch(call: ActionCall): readonly DispatchDeed[] {
  const json = given(call, 'inputs', 'workflow-inputs', 'client_payload', 'workflow_inputs');
  const inputs = fields(json);
  const owned = ownerAndName(call, 'owner', 'repo');
  const repository = elsewhere(call, owned ?? given(call, 'repo', 'repository'));
  const ref = given(call, 'ref');
  return [
    {
      kind: 'dispatch',
      act: 'workflow',
      tool: call.name,
      by: credential(call, { inputs: ['token', 'github_token', 'github-token'], env: ['GITHUB_TOKEN'], fallback: GITHUB_TOKEN }),
      needs: ACTIONS,
      workflow: given(call, 'workflow', 'workflow_file_name', 'workflow_id') ?? unknown('no input names the workflow'),
      ref: ref ? shortRef(ref) : defaultRef(call),
      inputs: inputs ?? fieldNames(json),
      inputsKnown: inputs !== undefined || json?.k === 'text',
      repository: repository && plain(repository)?.includes('/') === false ? undefined : repository,
    },
  ];
}

/** benc-uk dispatches on the ref of the event; trigger-workflow-and-wait on `main`. */
function defaultRef(call: ActionCall): Val {
  if (call.name === 'convictional/trigger-workflow-and-wait') return str('main');
  return call.event.refName;
}

/** With `event_type` it is a repository dispatch, with `workflow` the other. */
function either(call: ActionCall): readonly DispatchDeed[] {
  return given(call, 'workflow') ? workflowDispatch(call) : repositoryDispatch(call);
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['peter-evans/repository-dispatch', 'mvasigh/dispatch-action'],
    'https://github.com/peter-evans/repository-dispatch action.yml, v1 to v4',
    AS_OF,
    repositoryDispatch,
  ),
  known(
    [
      'benc-uk/workflow-dispatch',
      'convictional/trigger-workflow-and-wait',
      'aurelien-baudet/workflow-dispatch',
      'the-actions-org/workflow-dispatch',
      'codex-/return-dispatch',
    ],
    'https://github.com/benc-uk/workflow-dispatch and https://github.com/convictional/trigger-workflow-and-wait README.md',
    AS_OF,
    workflowDispatch,
  ),
  known('lasith-kg/dispatch-workflow', 'https://github.com/lasith-kg/dispatch-workflow README.md', AS_OF, either),
];
