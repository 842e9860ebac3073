"use strict";
// What the page holds is in the JSON of its element #page. Text of people is only ever set as text.
(() => {
  // bytes: five letters for four, as packing.py says
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=/?@^_`{|}~";
  const worth = new Uint8Array(128);
  for (const [value, letter] of [...letters].entries()) worth[letter.charCodeAt(0)] = value;
  function bytesOf(text) {
    const size = Math.floor((text.length * 4) / 5);
    const whole = text + "~~~~";
    const view = new DataView(new ArrayBuffer(size + 4));
    for (let i = 0, at = 0; i < text.length; i += 5, at += 4) {
      let word = 0;
      for (let j = i; j < i + 5; j++) word = word * 85 + worth[whole.charCodeAt(j)];
      view.setUint32(at, word);
    }
    return new Uint8Array(view.buffer, 0, size);
  }
  // numbers: steps from one to the next
  function numbersOf({ places, steps }) {
    const found = [];
    let whole = 0, step = 0, worth = 1;
    for (const byte of bytesOf(steps)) {
      step += (byte & 127) * worth;
      worth *= 128;
      if (byte > 127) continue;
      whole += step % 2 ? -(step + 1) / 2 : step / 2;
      found.push(whole / 10 ** places);
      [step, worth] = [0, 1];
    }
    return found;
  }
  function unpacked(value) {
    if (value === null || typeof value !== "object") return value;
    if (value.steps !== undefined) return numbersOf(value);
    for (const key of Object.keys(value)) value[key] = unpacked(value[key]);
    return value;
  }
  const { pool, page: packed } = JSON.parse(document.getElementById("page").textContent);
  const page = unpacked(packed);
  const sizes = [20, 32];
  const bytes = pool.slice(0, 2).map(bytesOf);
  const shapes = { above: "▲", below: "▼", within: "◆" };

  // ids: a list is runs of places in the pool, first and how many
  function idAt(place) {
    for (const [kind, size] of sizes.entries()) {
      const count = bytes[kind].length / size;
      if (place < count) {
        let hex = "";
        for (const byte of bytes[kind].subarray(place * size, (place + 1) * size)) hex += byte.toString(16).padStart(2, "0");
        return hex;
      }
      place -= count;
    }
    return pool[2][place];
  }
  function ids(runs) {
    const found = [];
    for (let i = 0; i < runs.length; i += 2) for (let j = 0; j < runs[i + 1]; j++) found.push(idAt(runs[i] + j));
    return found;
  }
  function idOf(runs, wanted) {
    for (let i = 0; i < runs.length; i += 2) {
      if (wanted < runs[i + 1]) return idAt(runs[i] + wanted);
      wanted -= runs[i + 1];
    }
    return "";
  }
  const found = (path) => path.split("/").reduce((value, key) => value[key], page);

  // numbers and instants in words
  const number = (value) => (value === null || value === undefined ? "no data" : String(Number(value.toPrecision(4))));
  const limit = (value) => (value === null || value === undefined ? "none" : number(value));
  const withUnit = (value, unit) => (value === null || value === undefined || unit === "1" || unit.startsWith("{") ? number(value) : `${number(value)} ${unit}`);
  const day = (days) => new Date(days * 86400000).toISOString().slice(0, 10);

  // the dialog: what a number rests on
  const dialog = document.getElementById("behind");
  const lists = document.getElementById("behind-lists");
  function list(title, lines) {
    const heading = document.createElement("h3");
    const text = document.createElement("pre");
    heading.textContent = title;
    text.textContent = lines.join("\n");
    text.tabIndex = 0;
    lists.append(heading, text);
  }
  function show(title, said, fill) {
    document.getElementById("behind-title").textContent = title;
    document.getElementById("behind-said").textContent = said;
    lists.replaceChildren();
    fill();
    dialog.showModal();
  }
  function leftOut(excluded) {
    for (const each of excluded || []) {
      const objects = ids(each.objects);
      list(`Left out, ${objects.length}: ${each.why}`, objects);
    }
  }
  function open(path) {
    const value = found(path);
    const figure = value.figure || value;
    const above = found(path.split("/").slice(0, 2).join("/"));
    const title = [...new Set([above.title || above.name || above.words || above.ref, value.team || value.name || value.ctq])].filter(Boolean).join(": ");
    const said = figure.shown ? `${figure.shown}${figure.exact ? `, exactly ${figure.exact}` : ""}, n = ${figure.n}. ${value.definition || ""}` : "";
    show(title, said, () => {
      const objects = ids(figure.objects);
      const lines = figure.at ? objects.map((id, i) => `${id}  ${day(figure.at[i])}  ${withUnit(figure.values[i], figure.unit)}  ${figure.labels[i] || ""}`.trimEnd()) : objects;
      list(`Rests on ${objects.length}`, lines.length ? lines : ["nothing"]);
      leftOut(figure.excluded || above.excluded);
    });
  }
  function openPoint(chart, i) {
    const limits = limitsAt(chart, i);
    const said = `${withUnit(chart.values[i], chart.unit)}, ${day(chart.at[i])}. Lower limit ${limit(limits.lower)}, centre ${limit(limits.center)}, upper limit ${limit(limits.upper)}.`;
    show(`${chart.title || chart.name}, point ${i + 1}`, said, () => {
      list("Measured on", [`${idOf(chart.objects, i)}  ${chart.labels[i] || ""}`.trimEnd()]);
      for (const each of signalsAt(chart, i)) list(`${shapes[each.side]} ${each.rule}`, [each.words]);
    });
  }
  function openOther(path, i) {
    if (path.startsWith("breakdowns/")) open(`${path}/weeks/${i}`);
    else if (path.startsWith("paretos/")) open(`${path}/bars/${i}`);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.opens) open(button.dataset.opens);
    else if (button.dataset.id) show(button.title, "", () => list("In full", [button.dataset.id]));
    else if (button.classList.contains("close")) dialog.close();
  });

  // colours and sizes, as the scheme of the moment says
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const em = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
  const ratio = () => uPlot.pxRatio || devicePixelRatio || 1;
  const font = (weight = "") => `${weight} ${Math.round(em() * 0.8)}px system-ui, sans-serif`.trim();
  const canvasFont = (weight = "") => `${weight} ${Math.round(em() * 0.8 * ratio())}px system-ui, sans-serif`.trim();
  const axis = (more) => ({ stroke: colour("soft"), font: font(), grid: { stroke: colour("grid"), width: 1 }, ticks: { stroke: colour("line"), width: 1 }, ...more });

  // control charts
  const phaseAt = (chart, i) => chart.phases.findLast((phase) => phase.first <= i);
  function limitsAt(chart, i) {
    const phase = phaseAt(chart, i);
    const at = (bound) => (Array.isArray(bound) ? (bound[i - phase.first] ?? null) : bound);
    return phase ? { center: phase.center, lower: at(phase.lower), upper: at(phase.upper) } : { center: null, lower: null, upper: null };
  }
  const signalsAt = (chart, i) => chart.signals.filter((each) => each.point === i);
  const constant = (chart, value) => chart.values.map(() => value);

  function shape(context, side, x, y, size) {
    context.beginPath();
    if (side === "within") [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]].forEach(([dx, dy]) => context.lineTo(x + dx * size, y + dy * size));
    else {
      const up = side === "above" ? -1 : 1;
      [[0, 1.3 * up], [1.2, -0.9 * up], [-1.2, -0.9 * up]].forEach(([dx, dy]) => context.lineTo(x + dx * size, y + dy * size));
    }
    context.closePath();
    context.fill();
    context.stroke();
  }
  function drawOver(u, chart) {
    const { ctx: context, bbox } = u;
    context.save();
    context.font = canvasFont();
    context.textAlign = "left";
    context.lineWidth = ratio();
    const x = (i) => u.valToPos(i, "x", true);
    let free = -Infinity;
    for (const phase of chart.phases) {
      if (!phase.decision) continue;
      const left = x(phase.first);
      context.setLineDash([2 * ratio(), 3 * ratio()]);
      context.strokeStyle = context.fillStyle = colour("ink");
      context.beginPath();
      context.moveTo(left, bbox.top);
      context.lineTo(left, bbox.top + bbox.height);
      context.stroke();
      const words = `by ${phase.decision.slice(0, 12)}`;
      const width = context.measureText(words).width;
      const start = Math.min(left + 4 * ratio(), bbox.left + bbox.width - width);
      if (start > free) {
        context.textBaseline = "bottom";
        context.fillText(words, start, bbox.top - 3 * ratio());
        free = start + width + 8 * ratio();
      }
    }
    context.setLineDash([]);
    context.textAlign = "center";
    context.fillStyle = colour("bad");
    context.strokeStyle = colour("paper");
    const marked = new Set();
    for (const each of chart.signals) {
      if (marked.has(each.point) || chart.values[each.point] === null || chart.values[each.point] === undefined) continue;
      marked.add(each.point);
      const [left, top] = [x(each.point), u.valToPos(chart.values[each.point], "y", true)];
      shape(context, each.side, left, top, 0.35 * em() * ratio());
      const rules = [...new Set(signalsAt(chart, each.point).map((one) => one.rule))].join(" ");
      const under = each.side === "below";
      context.textBaseline = under ? "top" : "bottom";
      if (chart.signals.length <= 40) context.fillText(rules, left, top + (under ? 1 : -1) * 0.6 * em() * ratio());
    }
    labels(u, chart);
    context.restore();
  }
  function labels(u, chart) {
    const { ctx: context, bbox } = u;
    const last = limitsAt(chart, chart.values.length - 1);
    const rows = [["UCL", last.upper, "soft"], ["centre", last.center, "ink"], ["LCL", last.lower, "soft"], ["at most", chart.upper, "spec"], ["target", chart.target, "spec"], ["at least", chart.lower, "spec"]]
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value, paint]) => ({ words: `${name} ${number(value)}`, paint, y: u.valToPos(value, "y", true) }))
      .sort((one, other) => one.y - other.y);
    const high = em() * ratio();
    rows.forEach((row, i) => { if (i) row.y = Math.max(row.y, rows[i - 1].y + high); });
    const over = rows.length ? rows[rows.length - 1].y - (bbox.top + bbox.height) : 0;
    if (over > 0) rows.forEach((row) => { row.y -= over; });
    context.textAlign = "left";
    context.textBaseline = "middle";
    for (const row of rows) {
      context.fillStyle = colour(row.paint);
      context.fillText(row.words, bbox.left + bbox.width + 6 * ratio(), row.y);
    }
  }
  function control(host, path, chart) {
    const limits = chart.values.map((_, i) => limitsAt(chart, i));
    const stepped = uPlot.paths.stepped({ align: 1 });
    const dashed = (paint, dash) => ({ stroke: colour(paint), width: 1.5, dash, points: { show: false }, paths: stepped });
    const data = [chart.values.map((_, i) => i), chart.values, limits.map((each) => each.center), limits.map((each) => each.lower), limits.map((each) => each.upper)];
    const series = [{}, { stroke: colour("accent"), width: 2, spanGaps: false, points: { show: chart.values.length <= 150, size: 6, fill: colour("accent") } }, dashed("ink", []), dashed("soft", [8, 5]), dashed("soft", [8, 5])];
    for (const value of [chart.lower, chart.target, chart.upper]) {
      if (value === null) continue;
      data.push(constant(chart, value));
      series.push(dashed("spec", [2, 4]));
    }
    return draw(host, data, {
      series,
      scales: { x: { time: false, range: (_, low, high) => [low - 0.5, high + 0.5] }, y: { range: wider } },
      padding: [em() * 1.4, em() * 6.5, 0, 0],
      axes: [axis({ size: em() * 2.4, space: em() * 7, incrs: whole, values: (_, marks) => marks.map((i) => (Number.isInteger(i) && i >= 0 && i < chart.at.length ? day(chart.at[i]) : "")) }), axis({ size: em() * 4.2 })],
    }, (u) => drawOver(u, chart), (i) => {
      const signals = signalsAt(chart, i).map((each) => `${shapes[each.side]} ${each.rule} ${each.words}`);
      return [day(chart.at[i]), withUnit(chart.values[i], chart.unit), idOf(chart.objects, i).slice(0, 12), chart.labels[i], ...signals].filter(Boolean).join("  ");
    }, (i) => openPoint(chart, i));
  }
  const wider = (_, low, high) => {
    if (low === null || low === undefined) return [0, 1];
    const more = (high - low || Math.abs(high) || 1) * 0.12;
    return [low - more, high + more];
  };
  const whole = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000];

  // stages: a pattern for each beside its colour
  function pattern(context, i, scale) {
    const tile = document.createElement("canvas");
    const size = (tile.width = tile.height = Math.round(8 * scale));
    const brush = tile.getContext("2d");
    brush.fillStyle = colour(`s${i % 7}`);
    brush.fillRect(0, 0, size, size);
    brush.strokeStyle = brush.fillStyle = colour("paper");
    brush.lineWidth = 1.4 * scale;
    const lines = [[], [[0, size, size, 0]], [[0, size / 2, size, size / 2]], [], [[0, 0, size, size]], [[size / 2, 0, size / 2, size]], [[0, 0, size, size], [0, size, size, 0]]][i % 7];
    for (const [x, y, toX, toY] of lines) {
      brush.beginPath();
      brush.moveTo(x, y);
      brush.lineTo(toX, toY);
      brush.stroke();
    }
    if (i % 7 === 3) {
      brush.beginPath();
      brush.arc(size / 2, size / 2, 1.5 * scale, 0, 7);
      brush.fill();
    }
    return context.createPattern(tile, "repeat");
  }
  function breakdown(host, path, each) {
    const sums = each.weeks.map((week) => week.values.reduce((all, value) => [...all, (all[all.length - 1] || 0) + (value || 0)], []));
    const order = each.stages.map((_, i) => i).reverse();
    const bars = uPlot.paths.bars({ size: [0.75, 90] });
    host.closest("figure").querySelectorAll("canvas[data-stage]").forEach((swatch) => {
      swatch.width = 32 * ratio();
      swatch.height = 20 * ratio();
      const context = swatch.getContext("2d");
      context.fillStyle = pattern(context, Number(swatch.dataset.stage), ratio());
      context.fillRect(0, 0, swatch.width, swatch.height);
    });
    return draw(host, [each.weeks.map((_, i) => i), ...order.map((stage) => sums.map((sum) => sum[stage]))], {
      series: [{}, ...order.map((stage) => ({ stroke: colour("paper"), width: 1, fill: (u) => pattern(u.ctx, stage, ratio()), paths: bars, points: { show: false } }))],
      scales: { x: { time: false, range: (_, low, high) => [low - 0.6, high + 0.6] }, y: { range: fromZero } },
      padding: [em() * 0.8, em(), 0, 0],
      axes: [axis({ size: em() * 2.4, space: em() * 6, incrs: whole, grid: { show: false }, values: (_, marks) => marks.map((i) => each.weeks[i]?.name ?? "") }), axis({ size: em() * 4.2, label: each.unit, labelFont: font(), labelSize: em() * 1.6 })],
    }, () => {}, (i) => [each.weeks[i].name, ...each.stages.map((stage, k) => `${stage} ${number(each.weeks[i].values[k])}`)].join("  "), (i) => openOther(path, i));
  }
  const fromZero = (_, __, high) => [0, (high || 1) * 1.05];

  function pareto(host, path, each) {
    const values = each.bars.map((bar) => bar.value);
    const total = values.reduce((sum, value) => sum + value, 0) || 1;
    let sum = 0;
    const share = values.map((value) => (100 * (sum += value)) / total);
    const wrapped = (words) => words.split(" ").reduce((lines, word) => {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length < 15) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word.length > 16 ? `${word.slice(0, 15)}…` : word);
      return lines;
    }, []).slice(0, 3).join("\n");
    return draw(host, [values.map((_, i) => i), values, share], {
      series: [{}, { stroke: colour("ink"), width: 1, fill: colour("s0"), paths: uPlot.paths.bars({ size: [0.8, 160] }), points: { show: false } }, { scale: "%", stroke: colour("ink"), width: 2, points: { show: true, size: 8, fill: colour("paper") } }],
      scales: { x: { time: false, range: (_, low, high) => [low - 0.6, high + 0.6] }, y: { range: (_, low, high) => [0, Math.max(total, high)] }, "%": { range: [0, 100] } },
      padding: [em(), em(), 0, 0],
      axes: [axis({ incrs: [1], space: 1, size: em() * 4, grid: { show: false }, values: (u, marks) => marks.map((i) => (each.bars[i] && u.width / each.bars.length > 8 * em() ? wrapped(each.bars[i].name) : "")) }), axis({ size: em() * 4.2, label: each.unit.startsWith("{") ? "count" : each.unit, labelFont: font(), labelSize: em() * 1.6 }), axis({ scale: "%", side: 1, size: em() * 3.6, grid: { show: false }, values: (_, marks) => marks.map((mark) => `${mark} %`) })],
    }, () => {}, (i) => `${each.bars[i].name}  ${withUnit(values[i], each.unit)}  so far ${number(share[i])} %`, (i) => openOther(path, i));
  }

  function funnel(host, path, each) {
    const rows = [...each.limits.map((limit) => ({ n: limit.n, limit })), ...each.places.map((place, i) => ({ n: place.n, place, i }))].sort((one, other) => one.n - other.n);
    const column = (pick) => rows.map(pick);
    const line = (paint, dash) => ({ stroke: colour(paint), width: 1.5, dash, spanGaps: true, points: { show: false } });
    const over = (u) => {
      const { ctx: context } = u;
      context.save();
      context.font = canvasFont();
      context.textBaseline = "middle";
      context.textAlign = "left";
      const taken = [];
      for (const { n, place } of rows.filter((row) => row.place)) {
        const [x, y] = [u.valToPos(n, "x", true), u.valToPos(place.value, "y", true)];
        context.fillStyle = colour(place.side === "within" ? "accent" : "bad");
        context.strokeStyle = colour("paper");
        if (place.side === "within") {
          context.beginPath();
          context.arc(x, y, 0.3 * em() * ratio(), 0, 7);
          context.fill();
        } else shape(context, place.side, x, y, 0.4 * em() * ratio());
        const width = context.measureText(place.team).width;
        const left = x + 0.6 * em() * ratio() + width > u.bbox.left + u.bbox.width ? x - 0.6 * em() * ratio() - width : x + 0.6 * em() * ratio();
        const high = em() * ratio();
        if (taken.some((box) => left < box.right && left + width > box.left && Math.abs(y - box.y) < high)) continue;
        taken.push({ left, right: left + width, y });
        context.fillStyle = colour("ink");
        context.fillText(place.team, left, y);
      }
      context.restore();
    };
    return draw(host, [column((row) => row.n), column((row) => row.place?.value ?? null), column(() => each.center), column((row) => row.limit?.lower ?? null), column((row) => row.limit?.upper ?? null)], {
      series: [{}, { paths: () => null, points: { show: false } }, line("ink", []), line("soft", [8, 5]), line("soft", [8, 5])],
      scales: { x: { time: false } },
      padding: [em(), em(), 0, 0],
      axes: [axis({ size: em() * 2, space: em() * 5, label: "n", labelFont: font(), labelSize: em() * 1.6 }), axis({ size: em() * 4.2 })],
    }, over, (i) => (rows[i].place ? `${rows[i].place.team}  ${withUnit(rows[i].place.value, each.unit)}  n = ${rows[i].n}  ${rows[i].place.side} the limits` : ""), (i) => rows[i].place && open(`${path}/places/${rows[i].i}`));
  }

  // one chart: its plot, its readout, its keys
  function draw(host, data, options, over, said, opened) {
    const readout = host.closest("figure").querySelector(".readout");
    const size = () => ({ width: Math.max(280, host.clientWidth), height: Math.max(200, host.clientHeight) });
    const u = new uPlot({
      ...size(), legend: { show: false }, cursor: { y: false, drag: { x: false, y: false }, points: { size: 10 } }, ...options,
      hooks: { draw: [over], setCursor: [(plot) => { if (plot.cursor.idx !== null && plot.cursor.idx !== undefined) readout.textContent = said(plot.cursor.idx); }] },
    }, data, host);
    u.over.addEventListener("click", () => { if (typeof u.cursor.idx === "number") opened(u.cursor.idx); });
    const count = data[0].length;
    host.onkeydown = (event) => {
      const at = typeof u.cursor.idx === "number" && u.cursor.left >= 0 ? u.cursor.idx : -1;
      const to = { ArrowRight: Math.min(count - 1, at + 1), ArrowLeft: Math.max(0, at < 0 ? count - 1 : at - 1), Home: 0, End: count - 1 }[event.key];
      if (to !== undefined) u.setCursor({ left: u.valToPos(data[0][to], "x"), top: u.over.clientHeight / 2 });
      else if (event.key === "Enter" && at >= 0) opened(at);
      else return;
      event.preventDefault();
    };
    observers.get(host)?.disconnect();
    observers.set(host, new ResizeObserver(() => u.setSize(size())));
    observers.get(host).observe(host);
    return u;
  }

  // drawn when they come into sight, again when the scheme changes, all of them for paper
  const kinds = { charts: control, breakdowns: breakdown, paretos: pareto, funnels: funnel };
  const drawn = new Map();
  const observers = new Map();
  function drawHost(host) {
    drawn.get(host)?.destroy();
    const path = host.dataset.draws;
    const value = found(path);
    const empty = !(value.values || value.weeks || value.bars || value.places).length;
    if (empty) host.textContent = "no data";
    else drawn.set(host, kinds[path.split("/")[0]](host, path, value));
  }
  const hosts = [...document.querySelectorAll("[data-draws]")];
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      if (!drawn.has(entry.target)) drawHost(entry.target);
    }
  }, { rootMargin: "600px" });
  hosts.forEach((host) => seen.observe(host));
  const again = () => [...drawn.keys()].forEach(drawHost);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  addEventListener("beforeprint", () => { document.documentElement.classList.add("on-paper"); hosts.forEach(drawHost); });
  addEventListener("afterprint", () => { document.documentElement.classList.remove("on-paper"); again(); });

  // the points of a chart as a table, made when it is opened
  document.querySelectorAll("[data-points]").forEach((details) => details.addEventListener("toggle", () => {
    if (!details.open || details.querySelector("table")) return;
    const chart = found(details.dataset.points);
    const table = document.createElement("table");
    const add = (cells, name) => {
      const row = table.insertRow();
      for (const words of cells) row.appendChild(document.createElement(name)).textContent = words;
    };
    add(["#", "day", "value", "lower", "centre", "upper", "signals", "object"], "th");
    chart.values.forEach((value, i) => {
      const limits = limitsAt(chart, i);
      add([i + 1, day(chart.at[i]), withUnit(value, chart.unit), limit(limits.lower), limit(limits.center), limit(limits.upper), signalsAt(chart, i).map((each) => `${shapes[each.side]} ${each.rule}`).join(" "), idOf(chart.objects, i).slice(0, 12)], "td");
    });
    const wide = details.appendChild(document.createElement("div"));
    wide.className = "wide";
    wide.tabIndex = 0;
    wide.append(table);
  }));
})();
