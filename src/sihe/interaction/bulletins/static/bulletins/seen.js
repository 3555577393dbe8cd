// A home has read a bulletin once its page is really shown. Without script, or without a line, the button is there.
(() => {
  "use strict";
  const form = document.querySelector("[data-seen]");
  if (!form) return;
  let sent = false;
  const tell = async () => {
    if (sent || document.visibilityState !== "visible") return;
    sent = true;
    const body = new FormData(form);
    body.append("shown", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (answer.ok) form.hidden = true;
      else sent = false;
    } catch {
      sent = false;
    }
  };
  document.addEventListener("visibilitychange", tell);
  tell();
})();
