// Sample map: one tap sets the point of a report. Needs ui.js and Leaflet; without them the list stands.
(() => {
  "use strict";
  const tint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const LOOKS = { grid: ["--line-2", 1, 0], compound: ["--accent-3", 2, 0.08], building: ["--edge", 1, 0.35],
    road: ["--line-2", 4, 0], path: ["--line", 1, 0], other: ["--line-2", 0.5, 0.5], green: ["--accent-3", 0, 0.15] };

  function style(feature) {
    const [name, weight, fillOpacity] = LOOKS[feature.properties.level] || LOOKS.grid;
    return { color: tint(name), weight, fillColor: tint(name), fillOpacity, interactive: false };
  }

  async function sheet() {
    if (document.querySelector("link[data-leaflet-sheet]")) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = document.body.dataset.leafletCss;
    link.dataset.leafletSheet = "";
    document.head.prepend(link);
    await new Promise((done) => link.addEventListener("load", done));
  }

  async function open(details) {
    const say = details.querySelector("[data-point-say]");
    try {
      const answer = await fetch(details.dataset.point);
      if (!answer.ok) throw new Error(answer.status);
      const ground = await answer.json();
      await sheet();
      await window.sihe.load(document.body.dataset.leaflet);
      draw(details, ground, say);
    } catch {
      say.textContent = say.dataset.noMap;
    }
  }

  function draw(details, ground, say) {
    const form = details.closest("form");
    const map = L.map(details.querySelector(".plot"), { preferCanvas: true, scrollWheelZoom: false, attributionControl: false });
    const layer = L.geoJSON(ground, { style, interactive: false }).addTo(map);
    map.fitBounds(layer.getBounds());
    let mark = null;
    function put(at) {
      form.elements.lon.value = at.lng.toFixed(6);
      form.elements.lat.value = at.lat.toFixed(6);
      if (mark) mark.setLatLng(at);
      else mark = L.circleMarker(at, { radius: 10, color: tint("--accent"), weight: 3, fillOpacity: 0.5 }).addTo(map);
      say.textContent = say.dataset.done;
      document.body.dispatchEvent(new CustomEvent("placed"));
    }
    map.on("click", (event) => put(event.latlng));
    if (form.elements.lon.value) put(L.latLng(form.elements.lat.value, form.elements.lon.value));
  }

  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.matches || !details.matches("[data-point]") || !details.open || details.dataset.drawn) return;
    details.dataset.drawn = "1";
    open(details);
  }, true);
})();
