// A signature drawn with a finger; what was drawn goes with the form as a picture. Without script paper is there.
(() => {
  "use strict";
  for (const box of document.querySelectorAll("[data-sign]")) {
    const canvas = box.querySelector("canvas");
    const field = box.closest("form").querySelector("[data-signature]");
    const pen = canvas.getContext("2d");
    let drawing = false;
    let drawn = 0;
    const clear = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      field.value = "";
      drawn = 0;
    };
    const place = (event) => {
      const edge = canvas.getBoundingClientRect();
      return [
        ((event.clientX - edge.left) * canvas.width) / edge.width,
        ((event.clientY - edge.top) * canvas.height) / edge.height,
      ];
    };
    box.hidden = false;
    const before = field.value;
    clear();
    if (before.startsWith("data:image/png")) { // the form came back: what was signed is not lost
      const picture = new Image();
      picture.onload = () => pen.drawImage(picture, 0, 0);
      picture.src = before;
      field.value = before;
    }
    canvas.addEventListener("pointerdown", (event) => {
      drawing = true;
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.lineWidth = 5;
      pen.lineCap = "round";
      pen.strokeStyle = "#111";
      pen.moveTo(...place(event));
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      pen.lineTo(...place(event));
      pen.stroke();
      drawn += 1;
    });
    const lift = () => {
      if (!drawing) return;
      drawing = false;
      if (drawn > 3) field.value = canvas.toDataURL("image/png");
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    box.querySelector("[data-clear]").addEventListener("click", clear);
  }
})();
