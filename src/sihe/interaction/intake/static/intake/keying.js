// Keying in by keyboard alone: Ctrl+Enter sends, the first field has the focus.
(() => {
  "use strict";
  const form = document.querySelector("[data-quick-keys]");
  if (!form) return;
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  if (!form.querySelector("[aria-invalid='true']") && !document.querySelector("[data-errors]")) form.elements.what.focus();
})();
