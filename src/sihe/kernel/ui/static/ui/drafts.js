// Nothing typed is lost: <form data-draft="key"> is kept on this device until the server says
// with <span data-draft-done="key"> that it has arrived, seven days at most. Passwords, files and
// fields marked data-no-draft are never kept; what the server sent wins over what was kept.
(() => {
  "use strict";
  const LIFE = 7 * 24 * 3600 * 1000;
  const NEVER = new Set(["password", "file", "hidden", "submit", "button", "reset"]);
  const name = (key) => `sihe-draft:${location.host}:${key}`;

  function fields(form) {
    return [...form.elements].filter(
      (field) => field.name && !NEVER.has(field.type) && !("noDraft" in field.dataset),
    );
  }

  const ticked = (field) => field.type === "checkbox" || field.type === "radio";

  function untouched(field) {
    if (ticked(field)) return field.checked === field.defaultChecked;
    if (field.tagName === "SELECT") return [...field.options].every((o) => o.selected === o.defaultSelected) || field.selectedIndex === 0;
    return field.value === "";
  }

  function keep(form) {
    const kept = fields(form)
      .filter((field) => (ticked(field) ? field.checked : field.value !== ""))
      .map((field) => [field.name, field.value]);
    try {
      localStorage.setItem(name(form.dataset.draft), JSON.stringify({ at: Date.now(), kept }));
    } catch {
      // A full or forbidden store only means that nothing can be kept here.
    }
  }

  function read(key) {
    try {
      const draft = JSON.parse(localStorage.getItem(name(key)));
      return draft && Date.now() - draft.at < LIFE ? draft.kept : null;
    } catch {
      return null;
    }
  }

  function forget(key) {
    try {
      localStorage.removeItem(name(key));
    } catch {
      // Nothing was kept, so there is nothing to forget.
    }
  }

  function putBack(form, kept) {
    let changed = false;
    for (const field of fields(form)) {
      const values = kept.filter(([of]) => of === field.name).map(([, value]) => value);
      if (!values.length || !untouched(field)) continue;
      if (ticked(field)) {
        if (field.checked !== values.includes(field.value)) changed = true;
        field.checked = values.includes(field.value);
      } else if (field.value !== values[0]) {
        field.value = values[0];
        changed = true;
      }
    }
    return changed;
  }

  function announce(form) {
    const { phrases } = window.sihe;
    const note = document.createElement("p");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    note.append(phrases.draftBack);
    const clear = document.createElement("button");
    clear.type = "button";
    clear.textContent = phrases.draftClear;
    clear.addEventListener("click", () => {
      forget(form.dataset.draft);
      form.reset();
      note.remove();
    });
    note.append(clear);
    form.prepend(note);
  }

  function watch(form) {
    if (form.dataset.watched) return;
    form.dataset.watched = "1";
    const kept = form.querySelector("[aria-invalid='true']") ? null : read(form.dataset.draft);
    if (kept && putBack(form, kept)) announce(form);
    let later;
    form.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(() => keep(form), 300);
    });
    form.addEventListener("submit", () => keep(form), { capture: true });
    window.addEventListener("pagehide", () => later && keep(form));
  }

  function prepare(scope) {
    for (const done of scope.querySelectorAll("[data-draft-done]")) forget(done.dataset.draftDone);
    for (const form of scope.querySelectorAll("form[data-draft]")) watch(form);
  }

  document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
  if (document.readyState === "complete") prepare(document);
  else document.addEventListener("DOMContentLoaded", () => prepare(document));
})();
