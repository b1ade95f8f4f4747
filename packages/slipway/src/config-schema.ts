import { CONFIG_SCHEMA as DOCTOR } from './doctor/config-schema.ts';
import { RELEASE_SCHEMA, VERSION_SCHEMA } from './release/config/schema.ts';

/** The JSON Schema (draft 2020-12) of slipway.yaml, for editors: what each room reads of it. What the readers refuse beyond it, they say with the place. */
export const CONFIG_SCHEMA = { ...DOCTOR, properties: { version: VERSION_SCHEMA, release: RELEASE_SCHEMA, ...DOCTOR.properties } } as const;
