"use strict";
// Shows another rollout or another iteration. What is seen without this is the last iteration of the first rollout.
(() => {
  const page = document.documentElement;
  addEventListener("error", (event) => { page.dataset.error = event.message; });
  const told = JSON.parse(document.getElementById("told").textContent);
  if (told.tracks.length) {
    const one = (selector) => document.querySelector(selector);
    const [controls, which, slider, said] = [".controls", "#which", "#iteration", "#said"].map(one);
    const [cells, strongest] = [document.querySelectorAll(".cell"), one("#strongest")];
    const block = one("#block");
    const draw = () => {
      const track = told.tracks[which.value];
      slider.max = track.attention.length;
      const k = Math.min(slider.value, slider.max);
      const text = `${k} of ${slider.max}`;
      said.value = text;
      slider.setAttribute("aria-valuetext", `iteration ${text}`);
      for (const shown of document.querySelectorAll("[data-track]")) shown.hidden = shown.dataset.track !== which.value;
      for (const cell of document.querySelectorAll("[data-k]")) cell.classList.toggle("now", +cell.dataset.k === k);
      for (const line of document.querySelectorAll(".cursor")) {
        line.setAttribute("visibility", +line.dataset.at === k ? "visible" : "hidden");
      }
      const rows = track.attention[k - 1][block ? block.value : 0];
      const links = [];
      cells.forEach((cell, at) => {
        const [from, to] = [Math.floor(at / told.names.length), at % told.names.length];
        const rest = !track.active[from] || !track.active[to];
        const share = rows[from][to] / 1000;
        cell.classList.toggle("rest", rest);
        cell.style.setProperty("--v", Math.sqrt(share).toFixed(3));
        cell.firstChild.textContent = `${told.names[from]} → ${told.names[to]}: ${rest ? "not active" : share.toFixed(3)}`;
        if (!rest && from !== to) links.push([share, from, to]);
      });
      links.sort((a, b) => b[0] - a[0] || a[1] - b[1] || a[2] - b[2]);
      strongest.replaceChildren(...links.slice(0, told.links).map(([share, from, to]) => {
        const line = document.createElement("li");
        line.textContent = `${told.names[from]} → ${told.names[to]}  ${share.toFixed(3)}`;
        return line;
      }));
    };
    for (const control of [which, slider, block]) control?.addEventListener("input", draw);
    controls.hidden = false;
    draw();
  }
  page.dataset.drawn = "yes";
})();
