// Draws what stands in the tables of [data-map] and [data-chart]; loaded only by pages with one.
(() => {
  "use strict";
  const data = (key) => JSON.parse(document.getElementById(key).textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const TONES = { late: "--red", soon: "--orange", wait: "--blue", ok: "--accent" };
  const charts = new Map();

  function shut(figure) {
    const table = figure.querySelector("details");
    if (table) table.open = false;
  }

  function style(feature) {
    const tint = colour(TONES[feature.properties.tone] || "--accent");
    return { color: tint, weight: 2, fillColor: tint, fillOpacity: 0.14 };
  }

  function tell(feature, layer) {
    const { name, word, url } = feature.properties;
    const label = document.createElement("span");
    label.textContent = word ? `${name} · ${word}` : name;
    layer.bindTooltip(label);
    if (url) layer.on("click", () => location.assign(url));
  }

  function plainStyle(feature) {
    const line = /Line/.test(feature.geometry.type);
    return { color: colour("--line-2"), weight: line ? 2 : 1, fillColor: colour("--neutral"), fillOpacity: 0.9, interactive: false };
  }

  async function beneath(map, address) {
    const answer = await fetch(address);
    if (!answer.ok) return;
    L.geoJSON(await answer.json(), { style: plainStyle, interactive: false }).addTo(map).bringToBack();
  }

  async function drawMap(figure) {
    const place = figure.querySelector(".plot");
    if (!document.querySelector("link[data-leaflet-sheet]")) {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = document.body.dataset.leafletCss;
      sheet.dataset.leafletSheet = "";
      document.head.prepend(sheet);
      await new Promise((done) => sheet.addEventListener("load", done));
    }
    await window.sihe.load(document.body.dataset.leaflet);
    place.classList.add("drawn");
    // One finger scrolls the page; the map moves with two, by its buttons or by the keyboard.
    const map = L.map(place, { preferCanvas: true, scrollWheelZoom: false, dragging: !L.Browser.mobile, attributionControl: false });
    const layer = L.geoJSON(data(figure.dataset.map), {
      style,
      onEachFeature: tell,
      pointToLayer: (feature, at) => L.circleMarker(at, { ...style(feature), radius: 8, fillOpacity: 0.8 }),
    }).addTo(map);
    if (layer.getLayers().length) map.fitBounds(layer.getBounds(), { padding: [24, 24], maxZoom: 18 });
    if (figure.dataset.base) beneath(map, figure.dataset.base);
    shut(figure);
  }

  function option(chart) {
    const text = { color: colour("--ink-2"), fontFamily: getComputedStyle(document.body).fontFamily };
    const axis = { axisLine: { lineStyle: { color: colour("--line-2") } }, axisTick: { show: false }, axisLabel: text, splitLine: { lineStyle: { color: colour("--line") } } };
    const hues = [colour("--accent"), colour("--accent-3"), colour("--edge"), colour("--blue")];
    return {
      animation: false,
      color: hues,
      textStyle: text,
      grid: { left: 4, right: 12, top: chart.series.length > 1 ? 36 : 14, bottom: 4, containLabel: true },
      legend: chart.series.length > 1 ? { top: 0, left: 0, textStyle: text, itemWidth: 14, itemHeight: 10 } : undefined,
      tooltip: { trigger: "axis", renderMode: "richText", confine: true },
      xAxis: { type: "category", data: chart.labels, ...axis, splitLine: { show: false } },
      yAxis: { type: "value", ...axis, axisLine: { show: false } },
      series: chart.series.map((one) => ({
        name: one.name,
        type: chart.kind === "line" ? "line" : "bar",
        stack: chart.kind === "stacked" ? "all" : undefined,
        data: one.values,
        barMaxWidth: 34,
        symbolSize: 7,
        itemStyle: chart.kind === "line" ? undefined : { borderRadius: chart.kind === "bar" ? [4, 4, 0, 0] : 0 },
      })),
    };
  }

  async function drawChart(figure) {
    await window.sihe.load(document.body.dataset.echarts);
    const place = figure.querySelector(".plot");
    place.classList.add("drawn");
    const chart = data(figure.dataset.chart);
    const drawn = echarts.init(place, null, { renderer: "svg" });
    drawn.setOption(option(chart));
    drawn.on("click", (hit) => chart.links[hit.dataIndex] && location.assign(chart.links[hit.dataIndex]));
    charts.set(drawn, chart);
    new ResizeObserver(() => drawn.resize()).observe(place);
    shut(figure);
  }

  window.sihe.draw = (scope) => {
    for (const figure of scope.querySelectorAll("[data-map]:not([data-seen])")) {
      figure.dataset.seen = "";
      drawMap(figure);
    }
    for (const figure of scope.querySelectorAll("[data-chart]:not([data-seen])")) {
      figure.dataset.seen = "";
      drawChart(figure);
    }
  };
  document.addEventListener("ui:look", () => charts.forEach((chart, drawn) => drawn.setOption(option(chart))));
})();
