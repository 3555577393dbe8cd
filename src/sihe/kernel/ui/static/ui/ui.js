// Small conveniences on pages that work without them. No dependency; htmx may swap parts in.
(() => {
  "use strict";
  const root = document.documentElement;
  const told = document.getElementById("ui-phrases");
  const phrases = told ? JSON.parse(told.textContent) : {};
  const shell = { phrases, say, load };
  window.sihe = shell;

  function cookie(name, value) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${value}; Max-Age=31536000; Path=/; SameSite=Lax${secure}`;
  }

  // The two switches: at once here, and in a cookie so that the server draws the next page right.
  function flip(form) {
    const button = form.querySelector("button");
    const [attribute, plain, other] =
      form.dataset.switch === "size" ? ["data-size", "normal", "large"] : ["data-bs-theme", "light", "dark"];
    const next = root.getAttribute(attribute) === other ? plain : other;
    root.setAttribute(attribute, next);
    cookie(form.elements.name.value, next);
    button.value = next === other ? plain : other;
    document.dispatchEvent(new CustomEvent("ui:look"));
  }

  function say(text, long) {
    const place = document.querySelector("[data-toasts]");
    if (!place || !text) return;
    const box = document.createElement("div");
    box.className = "said";
    box.textContent = text;
    if (long) box.dataset.long = "";
    place.append(box);
    fade(box);
  }

  function fade(box) {
    const wait = "long" in box.dataset ? 15000 : 6000;
    const leave = () => (box.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : box.remove());
    setTimeout(leave, wait);
  }

  async function copy(button) {
    const box = button.closest(".copy-box");
    const source = box ? box.querySelector("textarea") : null;
    const text = button.dataset.copy || (source ? source.value : "");
    try {
      await navigator.clipboard.writeText(text);
      say(phrases.copied);
    } catch {
      // WeChat's browser and plain http have no clipboard object; the old way works there.
      if (source) source.select();
      say(source && document.execCommand("copy") ? phrases.copied : phrases.copyFailed);
    }
  }

  // A second press of the same button sends nothing.
  function guard(event) {
    const form = event.target;
    if (form.method.toLowerCase() === "get" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (!navigator.onLine) {
      event.preventDefault();
      say(phrases.offline, true);
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) button.setAttribute("aria-busy", "true");
  }

  function release() {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    }
  }

  function focusFault(scope) {
    const first = scope.querySelector("[data-errors]") || scope.querySelector("[aria-invalid='true']");
    if (!first || first.closest("[data-sample]")) return;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }

  function showPhotos(input) {
    const box = input.closest("[data-photos]");
    const shown = box && box.querySelector("[data-photos-shown]");
    if (!shown) return;
    for (const old of shown.querySelectorAll("img")) URL.revokeObjectURL(old.src);
    shown.replaceChildren();
    [...input.files].slice(0, 9).forEach((file, place) => {
      if (!file.type.startsWith("image/")) return;
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(file);
      picture.alt = phrases.photoAlt.replace("{number}", place + 1);
      shown.append(picture);
    });
    const words = box.querySelector("[data-photos-say]");
    words.dataset.plain ??= words.textContent;
    words.textContent = input.files.length
      ? phrases.photoCount.replace("{count}", input.files.length)
      : words.dataset.plain;
  }

  function load(address) {
    load.asked ??= {};
    load.asked[address] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    return load.asked[address];
  }

  async function drawFigures(scope) {
    if (!scope.querySelector("[data-map], [data-chart]")) return;
    await load(document.body.dataset.figures);
    shell.draw(scope);
  }

  function prepare(scope) {
    focusFault(scope);
    drawFigures(scope);
    for (const box of scope.querySelectorAll(".said")) fade(box);
  }

  document.addEventListener("submit", (event) => {
    if (event.target.dataset.switch) {
      event.preventDefault();
      flip(event.target);
    } else guard(event);
  });
  // "/" leads to the find box, unless somebody is writing.
  document.addEventListener("keydown", (event) => {
    const box = document.querySelector("input[name=q][autofocus], [data-find]");
    if (event.key !== "/" || !box || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-shut]");
    if (!button) return;
    if ("copy" in button.dataset) copy(button);
    else button.closest("details").open = false;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-photos] input[type=file]")) showPhotos(event.target);
    const filters = event.target.closest("[data-filters]");
    if (filters && event.target.matches("select, input[type=radio]")) filters.requestSubmit();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#rest") location.hash = "main";
  });
  document.addEventListener("ui:say", (event) => say(event.detail.text, event.detail.long));
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
  document.addEventListener("htmx:afterRequest", release);
  window.addEventListener("pageshow", release);
  if (document.readyState === "complete") prepare(document);
  else document.addEventListener("DOMContentLoaded", () => prepare(document));
})();
