/** The page's only script: filters findings, opens the facts before printing and what is folded when a link leads into it. The page is whole without it. */
export const SCRIPT = `
(() => {
  const all = (root, what) => [...root.querySelectorAll(what)];
  for (const form of all(document, 'form.filter')) {
    const section = form.closest('section');
    const status = form.querySelector('[role=status]');
    const apply = () => {
      const text = form.querySelector('[type=search]').value.toLowerCase();
      const levels = all(form, '[type=checkbox]:checked').map((box) => box.value);
      let shown = 0;
      const items = all(section, '.finding');
      for (const item of items) {
        item.hidden = !levels.includes(item.dataset.severity) || !item.textContent.toLowerCase().includes(text);
        if (!item.hidden) shown++;
      }
      status.textContent = shown === items.length ? '' : shown + ' of ' + items.length + ' shown';
    };
    form.hidden = false;
    form.addEventListener('input', apply);
    form.addEventListener('submit', (event) => event.preventDefault());
  }
  addEventListener('beforeprint', () => {
    for (const box of all(document, 'details.facts:not([open])')) { box.open = true; box.dataset.opened = ''; }
  });
  addEventListener('afterprint', () => {
    for (const box of all(document, 'details[data-opened]')) { box.open = false; delete box.dataset.opened; }
  });
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let box = target.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
    const form = target.classList.contains('finding') && target.hidden && target.closest('section').querySelector('form.filter');
    if (form) { form.reset(); form.dispatchEvent(new Event('input')); }
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
})();
`;
