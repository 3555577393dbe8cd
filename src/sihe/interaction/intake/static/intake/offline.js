// What a grid worker settles without signal waits in the phone (IndexedDB, photos too) and is sent later.
// Each draft carries its token: sent twice, it is one matter. Only who wrote it sends it.
(() => {
  "use strict";
  const page = document.querySelector("[data-offline]");
  if (!page || !window.indexedDB || !navigator.serviceWorker) return;
  const form = page.querySelector("form[enctype]");
  const words = page.dataset;
  const box = page.querySelector("[data-queue]");
  const say = (text) => window.sihe.say(text, true);
  let sending = false;

  function store() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open("sihe-quick", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("drafts", { keyPath: "token" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }

  async function run(mode, act) {
    const db = await store();
    try {
      return await new Promise((done, failed) => {
        const work = db.transaction("drafts", mode);
        const asked = act(work.objectStore("drafts"));
        work.oncomplete = () => done(asked.result);
        work.onerror = work.onabort = () => failed(work.error);
      });
    } finally {
      db.close();
    }
  }

  const put = (draft) => run("readwrite", (drafts) => drafts.put(draft));
  const drop = (token) => run("readwrite", (drafts) => drafts.delete(token));
  const waiting = async () => (await run("readonly", (drafts) => drafts.getAll())).filter((draft) => draft.who === words.who);

  function token() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  async function take(button) {
    const data = new FormData(form, button);
    const draft = { token: data.get("token"), who: words.who, at: Date.now(), fields: [], photos: [] };
    for (const [name, value] of data) {
      if (name === "csrfmiddlewaretoken" || name === "token") continue;
      if (value instanceof File) {
        // the bytes, not the file: some phones let go of a picked file when the page is closed
        if (value.size) draft.photos.push({ name: value.name, type: value.type, bytes: await value.arrayBuffer() });
      } else draft.fields.push([name, value]);
    }
    return draft;
  }

  function body(draft) {
    const data = new FormData();
    data.append("token", draft.token);
    for (const [name, value] of draft.fields) data.append(name, value);
    for (const photo of draft.photos) data.append("photos", new Blob([photo.bytes], { type: photo.type }), photo.name);
    return data;
  }

  // Answers: "sent", "wrong" (has to be mended), "stop" (no signal, or somebody else is signed in).
  async function send(draft) {
    try {
      const asked = await fetch(words.token, { headers: { Accept: "application/json" } });
      const { key, who } = await asked.json();
      if (who !== words.who) {
        say(words.login);
        return "stop";
      }
      const answer = await fetch(form.action, { method: "POST", body: body(draft), headers: { "X-CSRFToken": key, Accept: "application/json" } });
      if (answer.ok && !answer.redirected) {
        await drop(draft.token);
        say(words.sent.replace("{code}", (await answer.json()).code));
        return "sent";
      }
      if (answer.status === 422) {
        draft.wrong = Object.values((await answer.json()).errors).flat();
        await put(draft);
        return "wrong";
      }
      return "stop";
    } catch {
      return "stop";
    }
  }

  async function sendAll() {
    if (sending) return;
    sending = true;
    try {
      for (const draft of await waiting()) {
        if (draft.wrong) continue;
        if ((await send(draft)) === "stop") break;
      }
    } finally {
      sending = false;
      await show();
    }
  }

  async function show() {
    const drafts = await waiting();
    const wrong = drafts.filter((draft) => draft.wrong);
    box.hidden = !drafts.length;
    box.querySelector("[data-queue-say]").textContent = words.waiting.replace("{count}", drafts.length);
    const list = box.querySelector("[data-queue-wrong]");
    list.hidden = !wrong.length;
    list.replaceChildren(...wrong.map(line));
  }

  function line(draft) {
    const item = document.createElement("li");
    item.append(`${words.wrong}：${draft.wrong.join(" ")} `);
    const open = document.createElement("button");
    open.type = "button";
    open.textContent = words.open;
    open.addEventListener("click", () => putBack(draft));
    item.append(open);
    return item;
  }

  async function putBack(draft) {
    for (const [name, value] of draft.fields) {
      if (name === "done") continue;
      const field = [...form.elements].filter((one) => one.name === name);
      for (const one of field) {
        if (one.type === "radio") one.checked = one.value === value;
        else one.value = value;
      }
    }
    const files = new DataTransfer();
    for (const photo of draft.photos) files.items.add(new File([photo.bytes], photo.name, { type: photo.type }));
    const input = form.querySelector("input[type=file]");
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    form.elements.token.value = draft.token;
    await drop(draft.token);
    await show();
    form.scrollIntoView();
  }

  function again() {
    const place = form.querySelector("input[name=place]:checked");
    form.reset();
    if (place) place.checked = true;
    form.elements.token.value = token();
    form.querySelector("input[type=file]").dispatchEvent(new Event("change", { bubbles: true }));
    window.scrollTo({ top: 0 });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    if (button) button.disabled = true;
    try {
      const draft = await take(button);
      if (button) draft.fields = draft.fields.filter(([name]) => name !== "done").concat([["done", button.value]]);
      await put(draft);
      const end = await send(draft);
      if (end === "stop") say(words.kept);
      if (end !== "wrong") again();
      else await putBack(draft).then(() => say(draft.wrong.join(" ")));
      await show();
    } catch {
      say(words.full);
    } finally {
      if (button) button.disabled = false;
    }
  }, { capture: true });

  box.querySelector("[data-queue-send]").addEventListener("click", sendAll);
  window.addEventListener("online", sendAll);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendAll());

  async function begin() {
    const registration = await navigator.serviceWorker.register(words.worker, { scope: form.getAttribute("action") });
    await navigator.serviceWorker.ready;
    const parts = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon]")].map((one) => one.src || one.href);
    const sprite = [...document.querySelectorAll("use")].map((use) => new URL(use.getAttribute("href"), location).href.split("#")[0]);
    registration.active.postMessage({ keep: [location.pathname, ...new Set([...parts, ...sprite])] });
  }

  begin().catch(() => {});
  show().then(sendAll);
})();
