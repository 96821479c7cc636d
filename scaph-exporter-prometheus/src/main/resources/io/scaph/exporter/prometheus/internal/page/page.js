"use strict";
(() => {
  const PERIOD = 1000;
  const SPAN = 300;
  const SAY_EVERY = 30;
  const $ = (id) => document.getElementById(id);
  const svg = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  // Foreign text never becomes markup: textContent only.
  const cell = (name, text, kind) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  const watts = (value) => (value === null ? "unknown" : value.toFixed(value < 10 ? 2 : 1));
  const joules = (value) => Math.round(value).toLocaleString("en").replaceAll(",", "\u202f");

  let paused = false;
  let failures = 0;
  let rounds = 0;
  let history = [];
  let cursor = -1;

  function header(data) {
    $("watts").textContent = watts(data.host.watts);
    const quality = $("quality");
    const range = data.host.lowWatts === undefined ? ""
      : ", 80 % sure: " + watts(data.host.lowWatts) + " to " + watts(data.host.highWatts) + " W";
    quality.textContent = data.quality + " by " + data.sensor + range;
    quality.className = data.quality === "measured" ? "quality" : "quality warn";
    document.title = (data.host.watts === null ? "?" : watts(data.host.watts)) + " W – scaph";
    if (rounds++ % SAY_EVERY === 0) {
      $("summary").textContent = "This host uses " + watts(data.host.watts) + " watts, " + data.quality + range + ".";
    }
    $("about").textContent = "scaph " + data.version + " · " + joules(data.host.joules) + " J since "
      + new Date(data.startTime).toLocaleString() + " · shared by policy " + data.policy;
    if (data.tickAgeSeconds > 10) {
      notice("The last reading is " + Math.round(data.tickAgeSeconds) + " s old: what is shown is not now.");
    } else if (data.host.remark) {
      notice("The host is " + data.host.remark + ".");
    } else {
      notice("");
    }
  }

  function notice(text) {
    const element = $("notice");
    if (element.textContent !== text) element.textContent = text;
    element.hidden = text === "";
  }

  function chart() {
    const target = $("chart");
    target.replaceChildren();
    const known = history.filter((point) => point[1] !== null);
    const top = Math.max(1, ...known.map((point) => point[1])) * 1.1;
    const x = (ago) => 600 * (1 - ago / SPAN);
    const y = (value) => 200 * (1 - value / top);
    for (const part of [0.25, 0.5, 0.75]) target.append(svg("line", { class: "grid", x1: 0, x2: 600, y1: 200 * part, y2: 200 * part }));
    let run = [];
    const flush = () => {
      if (run.length > 0) {
        const line = run.map((point) => x(point[0]).toFixed(1) + " " + y(point[1]).toFixed(1)).join(" L");
        const first = x(run[0][0]).toFixed(1);
        const last = x(run[run.length - 1][0]).toFixed(1);
        target.append(svg("path", { class: "area", d: `M${first} 200 L${line} L${last} 200 Z` }));
        target.append(svg("path", { class: "line", d: "M" + line + (run.length === 1 ? " l1 0" : "") }));
      }
      run = [];
    };
    // Where nothing is known there is a gap, not a zero.
    for (const point of history) {
      if (point[1] === null) flush();
      else run.push(point);
    }
    flush();
    if (cursor >= 0 && cursor < history.length) {
      const at = x(history[cursor][0]);
      target.append(svg("line", { class: "cursor", x1: at, x2: at, y1: 0, y2: 200 }));
    }
    const values = known.map((point) => point[1]);
    $("chart-text").textContent = values.length === 0 ? "Nothing is known yet."
      : `Power of the host over ${Math.round(history[0][0])} s: from ${watts(Math.min(...values))} to ${watts(Math.max(...values))} W. The top of the chart is ${watts(top)} W.`;
  }

  function describe(index) {
    cursor = Math.max(0, Math.min(history.length - 1, index));
    if (history.length === 0) return;
    const [ago, value] = history[cursor];
    $("point").textContent = Math.round(ago) + " s ago: " + watts(value) + (value === null ? "" : " W");
    chart();
  }

  function row(first, columns, whole) {
    const element = document.createElement("tr");
    if (whole) element.className = "whole";
    const heading = cell("th", first);
    heading.scope = "row";
    element.append(heading, ...columns);
    return element;
  }

  function consumer(name, path, pid, use, host, whole) {
    const bar = document.createElement("td");
    bar.className = "bar";
    const fill = document.createElement("span");
    fill.style.width = host && use.watts !== null ? Math.min(100, (100 * use.watts) / host) + "%" : "0";
    bar.append(fill);
    const element = row(name, [cell("td", watts(use.watts), "number"), cell("td", joules(use.joules), "number"), cell("td", pid, "number"), bar], whole);
    if (path) element.firstChild.append(cell("small", path, "path"));
    return element;
  }

  function consumers(data) {
    const host = data.host.watts;
    const rows = data.consumers.map((use) => consumer(use.name, use.path, use.pid, use, host, false));
    rows.push(consumer("other processes", "", "", data.other, host, true));
    rows.push(consumer("idle", "", "", data.idle, host, true));
    rows.push(consumer("unattributed", "", "", data.unattributed, host, true));
    $("rows").replaceChildren(...rows);
  }

  function domains(data) {
    $("domains").replaceChildren(...data.domains.map((domain) => {
      const events = [];
      if (domain.gap) events.push("unknown now: " + domain.gap);
      if (domain.losses) events.push(domain.losses + " losses");
      if (domain.corrections) events.push(domain.corrections + " corrections");
      return row(domain.id, [
        cell("td", watts(domain.watts), "number"),
        cell("td", joules(domain.joules), "number"),
        cell("td", domain.counted ? "yes" : "no, a detail"),
        cell("td", events.join("; ") || "none", domain.gap || domain.losses ? "warn" : ""),
      ]);
    }));
  }

  async function round() {
    if (paused || document.hidden) return;
    try {
      const answer = await fetch("page.json", { cache: "no-store" });
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      const data = await answer.json();
      failures = 0;
      history = data.history;
      header(data);
      chart();
      consumers(data);
      domains(data);
    } catch (e) {
      if (++failures > 2) notice("scaph does not answer (" + e.message + "): what is shown is not now.");
    }
  }

  $("pause").addEventListener("click", () => {
    paused = !paused;
    $("pause").setAttribute("aria-pressed", String(paused));
    $("pause").textContent = paused ? "Go on" : "Pause";
    round();
  });
  $("chart").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30, Home: -SPAN, End: SPAN }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    describe((cursor < 0 ? history.length - 1 : cursor) + step);
  });
  $("chart").addEventListener("pointermove", (event) => {
    const box = $("chart").getBoundingClientRect();
    const ago = SPAN * (1 - (event.clientX - box.left) / box.width);
    let nearest = 0;
    history.forEach((point, index) => {
      if (Math.abs(point[0] - ago) < Math.abs(history[nearest][0] - ago)) nearest = index;
    });
    describe(nearest);
  });
  $("chart").addEventListener("pointerleave", () => { cursor = -1; chart(); });
  document.addEventListener("visibilitychange", round);
  round();
  setInterval(round, PERIOD);
})();
