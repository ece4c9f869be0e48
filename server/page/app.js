// The explorer: search a name, see its neighbourhood, click a relation, read its sentence.
// Everything comes from this server; names are put into the page as text, never as markup.
'use strict';

const $ = (id) => document.getElementById(id);
const SVG = 'http://www.w3.org/2000/svg';

const state = {
  vocabulary: { labels: {}, types: {} },
  center: null,
  nodes: [],   // {id, name, labels, x, y}
  edges: [],   // {id, source, target, type}
  view: null,  // {x, y, width, height} of the drawing
};

async function fetchJson(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail || response.statusText);
  return body;
}

// element('p', {class: 'kind'}, 'text', child, …)
function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === 'onclick') node.addEventListener('click', value);
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function svgElement(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent.append(node);
  return node;
}

// ISO dates keep their order inside Arabic text (LRI … PDI).
const readable = (text) => String(text).replace(/\d{4}(-\d{2}){1,2}/g, '\u2066$&\u2069');
const isolated = (text) => element('bdi', {}, readable(text));
const typeName = (type) => (state.vocabulary.types[type] || type).replaceAll('_', ' ');
const labelNames = (labels) => labels.map((l) => state.vocabulary.labels[l] || l).join('، ');

function show(id, ...children) { $(id).replaceChildren(...children); }
function fail(error) { show('details', element('p', { class: 'error', role: 'alert' }, error.message)); }

// --- search ---

async function search(text) {
  const found = await fetchJson('/search?limit=40&q=' + encodeURIComponent(text));
  const list = element('ul', {});
  for (const item of found.items) {
    const row = element('button', { class: 'row', type: 'button', 'data-id': item.id },
      isolated(item.name), ' ', element('span', { class: 'kind' }, labelNames(item.labels)));
    row.addEventListener('click', () => explore(item.id).catch(fail));
    list.append(element('li', {}, row));
  }
  const title = found.total === 0 ? 'لا نتائج' : 'النتائج (' + found.total + ')';
  show('results', element('h2', {}, title), list);
  if (found.items.length === 1) await explore(found.items[0].id);
}

// --- neighbourhood ---

async function explore(id) {
  const parameters = new URLSearchParams({
    center: id, depth: $('depth').value, limit: '120', format: 'cytoscape',
    articles: String($('articles').checked),
  });
  const graph = await fetchJson('/graph?' + parameters);
  state.center = id;
  state.nodes = graph.elements.nodes.map(({ data }) => ({ id: data.id, name: data.label, labels: data.labels }));
  state.edges = graph.elements.edges.map(({ data }) => ({ id: data.id, source: data.source, target: data.target, type: data.label }));
  $('hint').hidden = true;
  $('controls').hidden = false;
  $('truncated').hidden = state.nodes.length < 120;
  layOut(state.nodes, state.edges);
  fitView();
  draw();
  for (const row of document.querySelectorAll('#results .row')) {
    row.setAttribute('aria-current', String(row.dataset.id === id));
  }
  history.replaceState(null, '', '#' + encodeURIComponent(id));
  await showNode(id);
}

// Places nodes by forces: all repel, relations pull, the centre holds. Starts from a spiral, so the
// same graph is always drawn alike.
function layOut(nodes, edges) {
  const at = new Map(nodes.map((node, i) => [node.id, i]));
  nodes.forEach((node, i) => {
    const radius = 60 * Math.sqrt(i), angle = i * 2.399963;
    node.x = radius * Math.cos(angle);
    node.y = radius * Math.sin(angle);
  });
  const links = edges.map((e) => [at.get(e.source), at.get(e.target)]).filter(([a, b]) => a !== b);
  const ideal = 130, steps = 400;
  for (let step = 0; step < steps; ++step) {
    const heat = 30 * (1 - step / steps) + 0.3;
    const force = nodes.map((node) => [-node.x * 0.02, -node.y * 0.03]);
    for (let i = 0; i < nodes.length; ++i) {
      for (let j = i + 1; j < nodes.length; ++j) {
        const dx = nodes[i].x - nodes[j].x, dy = nodes[i].y - nodes[j].y;
        const square = Math.max(dx * dx + dy * dy, 25), push = (ideal * ideal) / square;
        force[i][0] += dx * push * 0.12; force[i][1] += dy * push * 0.12;
        force[j][0] -= dx * push * 0.12; force[j][1] -= dy * push * 0.12;
      }
    }
    for (const [a, b] of links) {
      const dx = nodes[a].x - nodes[b].x, dy = nodes[a].y - nodes[b].y;
      const distance = Math.max(Math.hypot(dx, dy), 1), pull = ((distance - ideal) / distance) * 0.25;
      force[a][0] -= dx * pull; force[a][1] -= dy * pull;
      force[b][0] += dx * pull; force[b][1] += dy * pull;
    }
    nodes.forEach((node, i) => {
      const size = Math.max(Math.hypot(force[i][0], force[i][1]), 1e-6), move = Math.min(size, heat) / size;
      node.x += force[i][0] * move;
      node.y += force[i][1] * move;
    });
  }
}

function fitView() {
  const xs = state.nodes.map((n) => n.x), ys = state.nodes.map((n) => n.y), margin = 90;
  const box = { x: Math.min(...xs) - margin, y: Math.min(...ys) - margin };
  box.width = Math.max(...xs) + margin - box.x;
  box.height = Math.max(...ys) + margin - box.y;
  if (box.width < 500) { box.x -= (500 - box.width) / 2; box.width = 500; }
  state.view = box;
  applyView();
}

function applyView() {
  const v = state.view;
  const svg = $('graph');
  svg.setAttribute('viewBox', [v.x, v.y, v.width, v.height].join(' '));
  // Names stay legible when much is drawn: text shrinks less than the drawing does.
  const shrunk = Math.max(v.width / (svg.clientWidth || 1), v.height / (svg.clientHeight || 1));
  svg.style.setProperty('--scale', Math.min(Math.max(shrunk, 0.8), 2.2));
}

const radiusOf = (node) => (node.id === state.center ? 14 : 9);

// The path of a relation: parallel ones bow apart, a loop goes round its node.
function edgePath(edge, bow) {
  const a = edge.from, b = edge.to;
  if (a === b) {
    const r = radiusOf(a);
    return { path: `M${a.x - r} ${a.y}C${a.x - 50} ${a.y - 60} ${a.x + 50} ${a.y - 60} ${a.x + r} ${a.y}`, x: a.x, y: a.y - 48 };
  }
  const dx = b.x - a.x, dy = b.y - a.y, distance = Math.max(Math.hypot(dx, dy), 1);
  const ux = dx / distance, uy = dy / distance;
  const mx = (a.x + b.x) / 2 - uy * bow, my = (a.y + b.y) / 2 + ux * bow;
  const startX = a.x + ux * radiusOf(a), startY = a.y + uy * radiusOf(a);
  const endX = b.x - ux * (radiusOf(b) + 2), endY = b.y - uy * (radiusOf(b) + 2);
  return { path: `M${startX} ${startY}Q${mx} ${my} ${endX} ${endY}`, x: (a.x + b.x) / 4 + mx / 2, y: (a.y + b.y) / 4 + my / 2 - 3 };
}

function draw() {
  const byId = new Map(state.nodes.map((node) => [node.id, node]));
  const between = new Map();
  $('edges').replaceChildren();
  $('nodes').replaceChildren();
  for (const edge of state.edges) {
    edge.from = byId.get(edge.source);
    edge.to = byId.get(edge.target);
    const pair = [edge.source, edge.target].sort().join('\n');
    const nth = between.get(pair) || 0;
    between.set(pair, nth + 1);
    drawEdge(edge, (edge.source < edge.target ? 1 : -1) * Math.ceil(nth / 2) * 36 * (nth % 2 ? 1 : -1));
  }
  for (const node of state.nodes) drawNode(node);
}

function drawEdge(edge, bow) {
  const { path, x, y } = edgePath(edge, bow);
  const label = `${edge.from.name}: ${typeName(edge.type)}: ${edge.to.name}`;
  const group = svgElement('g', { class: 'edge', tabindex: '0', role: 'button', 'aria-label': label, 'data-id': edge.id }, $('edges'));
  svgElement('path', { d: path, 'marker-end': 'url(#arrow)' }, group);
  svgElement('path', { d: path, class: 'grip' }, group);
  svgElement('text', { x, y }, group).textContent = typeName(edge.type);
  activate(group, () => showRelation(edge.id).catch(fail));
}

const shorten = (name) => (name.length > 34 ? name.slice(0, 33) + '…' : name);

function drawNode(node) {
  const group = svgElement('g', {
    class: 'node ' + node.labels.join(' ') + (node.id === state.center ? ' center' : ''),
    tabindex: '0', role: 'button', 'aria-label': node.name, 'data-id': node.id,
  }, $('nodes'));
  svgElement('circle', { cx: node.x, cy: node.y, r: radiusOf(node) }, group);
  svgElement('title', {}, group).textContent = node.name;
  svgElement('text', { x: node.x, y: node.y + radiusOf(node) + 14 }, group).textContent = readable(shorten(node.name));
  activate(group, () => explore(node.id).catch(fail));
}

function activate(group, action) {
  group.addEventListener('click', action);
  group.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    action();
  });
}

// --- details ---

const PROPERTY_NAMES = {
  aliases: 'أسماء أخرى', kind: 'النوع', date: 'التاريخ', country: 'البلد', honorifics: 'الألقاب',
  status: 'الحالة', since: 'منذ', until: 'حتى', event: 'الحدث', mode: 'الطريقة', qualifier: 'الصفة',
  role: 'الدور', confidence: 'الثقة', first_seen: 'أول ذكر', last_seen: 'آخر ذكر',
  published: 'نُشر', source: 'المصدر', author: 'الكاتب', url: 'الرابط', title: 'العنوان',
};

function properties(map) {
  const list = element('dl', {});
  for (const [key, value] of Object.entries(map)) {
    if (!(key in PROPERTY_NAMES) || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    const text = Array.isArray(value) ? value.join('، ') : key === 'confidence' ? value.toFixed(2) : String(value);
    list.append(element('dt', {}, PROPERTY_NAMES[key]), element('dd', {}, isolated(text)));
  }
  return list;
}

async function showNode(id) {
  const node = await fetchJson('/nodes/' + encodeURIComponent(id));
  const relations = element('ul', {});
  const names = new Map(state.nodes.map((n) => [n.id, n.name]));
  for (const edge of state.edges) {
    if (edge.source !== id && edge.target !== id) continue;
    const outward = edge.source === id, other = outward ? edge.target : edge.source;
    const row = element('button', { class: 'row', type: 'button', 'data-id': edge.id },
      element('span', { class: 'kind' }, (outward ? '' : '← ') + typeName(edge.type) + ' '), isolated(names.get(other)));
    row.addEventListener('click', () => showRelation(edge.id).catch(fail));
    relations.append(element('li', {}, row));
  }
  show('details', element('h2', {}, isolated(node.summary.name)),
    element('p', { class: 'kind' }, labelNames(node.summary.labels)), properties(node.properties),
    element('h3', {}, 'العلاقات'), relations);
}

// Whole words of the sentence that name either end are marked.
function sentence(text, names) {
  const quote = document.createDocumentFragment();
  const letter = /[\p{L}\p{M}]/u;
  const spots = names.filter((name) => name.length > 2).flatMap((name) => {
    const found = [];
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const end = at + name.length;
      if (!letter.test(text[at - 1] || '') && !letter.test(text[end] || '')) found.push([at, end]);
    }
    return found;
  }).sort((a, b) => a[0] - b[0]);
  let done = 0;
  for (const [start, end] of spots) {
    if (start < done) continue;
    quote.append(text.slice(done, start), element('mark', {}, text.slice(start, end)));
    done = end;
  }
  quote.append(text.slice(done));
  return quote;
}

function evidenceView(item, names) {
  const quote = element('blockquote', {},
    element('span', { class: 'context' }, item.prefix ? '…' + item.prefix : ''), sentence(item.exact, names),
    element('span', { class: 'context' }, item.suffix ? item.suffix + '…' : ''));
  const source = element('p', { class: 'source' });
  if (/^https?:\/\//.test(item.url)) {
    source.append(element('a', { href: item.url, rel: 'noopener noreferrer', target: '_blank', dir: 'ltr' }, item.url));
  } else {
    source.append(isolated(item.article));
  }
  const facts = [item.published, 'القاعدة ' + item.rule, 'الثقة ' + item.confidence.toFixed(2)].filter(Boolean);
  source.append(element('br', {}), ...facts.flatMap((fact, i) => (i ? [' · ', isolated(fact)] : [isolated(fact)])));
  return [quote, source];
}

async function showRelation(id) {
  const relation = await fetchJson('/relations/' + encodeURIComponent(id));
  for (const group of document.querySelectorAll('.edge')) group.classList.toggle('chosen', group.dataset.id === id);
  const ends = [relation.start, relation.end];
  const back = element('button', { type: 'button' }, 'رجوع');
  back.addEventListener('click', () => showNode(state.center).catch(fail));
  const evidence = relation.evidence.flatMap((item) => evidenceView(item, ends.map((end) => end.name)));
  show('details', back,
    element('h2', {}, isolated(ends[0].name), ' ', element('span', { class: 'kind' }, relation.type_ar.replaceAll('_', ' ')), ' ', isolated(ends[1].name)),
    properties(relation.properties),
    element('h3', {}, evidence.length ? 'الدليل' : 'لا دليل من مقال: كُتبت هذه العلاقة يدويا'), ...evidence);
}

// --- moving the drawing ---

function installMoving(svg) {
  let from = null;
  svg.addEventListener('pointerdown', (event) => {
    if (event.target.closest('.node, .edge') || !state.view) return;
    from = { x: event.clientX, y: event.clientY, view: { ...state.view } };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', (event) => {
    if (!from) return;
    const scale = Math.max(from.view.width / svg.clientWidth, from.view.height / svg.clientHeight);
    state.view.x = from.view.x - (event.clientX - from.x) * scale;
    state.view.y = from.view.y - (event.clientY - from.y) * scale;
    applyView();
  });
  svg.addEventListener('pointerup', () => { from = null; });
  svg.addEventListener('wheel', (event) => {
    if (!state.view) return;
    event.preventDefault();
    const factor = event.deltaY > 0 ? 1.15 : 1 / 1.15, v = state.view;
    v.x += (v.width * (1 - factor)) / 2;
    v.y += (v.height * (1 - factor)) / 2;
    v.width *= factor;
    v.height *= factor;
    applyView();
  }, { passive: false });
}

async function start() {
  $('search').addEventListener('submit', (event) => {
    event.preventDefault();
    search($('query').value).catch(fail);
  });
  for (const id of ['depth', 'articles']) {
    $(id).addEventListener('change', () => state.center && explore(state.center).catch(fail));
  }
  installMoving($('graph'));
  state.vocabulary = await fetchJson('/vocabulary');
  const stats = await fetchJson('/stats');
  $('stats').textContent = `${stats.articles} مقال · ${stats.nodes} عقدة · ${stats.relationships} علاقة`;
  const query = new URLSearchParams(location.search).get('q');
  const hash = decodeURIComponent(location.hash.slice(1));
  if (query) { $('query').value = query; await search(query); } else if (hash) await explore(hash);
}

start().catch(fail);
