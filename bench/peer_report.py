#!/usr/bin/env python3
"""peer_report.py RESULTS.jsonl...: docs/benchmarks.md out of the lines that bench/peers collects."""
import json
import math
import os
import subprocess
import sys

QUERIES = 'Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8 Q9 Q10 Q10b Q11 Q12 W1'.split()
ABOUT = dict(
    Q1='person by id', Q2='meetings of a chair', Q3='top attendees of a chair', Q4='all below a party',
    Q5='shortest path', Q6='top chairs of a party', Q7='distinct pairs of attendees', Q8='meetings by year',
    Q9='nodes within three hops', Q10='names by prefix', Q10b='names by substring', Q11='holders since a date',
    Q12='latest articles', W1='one durable item')
GRAPH_PEERS, FLOOR, OURS = ('kuzu', 'ladybug'), 'csr', 'amana'


def read(path):
    figures, versions, noise = {}, {}, []
    for text in open(path, encoding='utf-8'):
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if 'noise' in line:
            noise.append(line['load1'])
        elif 'peer' in line:
            figures[line['peer'], line['q']] = line
            versions[line['peer']] = line['version']
    return figures, versions, noise


def shown(value):
    return '–' if value is None else '%.3g' % value


def table(out, head, rows):
    out.append('| ' + ' | '.join(head) + ' |')
    out.append('|---|' + '--:|' * (len(head) - 1))
    out.extend('| ' + ' | '.join(row) + ' |' for row in rows)
    out.append('')


def report(path, out):
    figures, versions, noise = read(path)
    size = next(line['size'] for line in figures.values())
    peers = list(versions)

    def best(peer, query):
        line = figures.get((peer, query), {})
        return None if '~' in line.get('check', '') else line.get('best')

    def fastest(among, query):
        times = [t for t in (best(p, query) for p in among) if t]
        return min(times) if times else None

    others = [p for p in peers if p not in (OURS, FLOOR)]
    edges = figures[OURS, 'LOAD']['edges']
    out.append('## Size %s: %s relations' % (size, format(edges, ',')))
    out.append('')
    out.append('Best times in ms. Load average of the machine during the run: %.1f to %.1f.' % (min(noise), max(noise)))
    out.append('')
    rows, gains, behind, wrong = [], [], [], []
    for query in QUERIES:
        ours, graph = best(OURS, query), fastest(GRAPH_PEERS, query)
        any_peer, floor = fastest(others, query), best(FLOOR, query)
        checks = {figures[p, query]['check'] for p in peers if 'check' in figures.get((p, query), {})}
        if len({c for c in checks if '~' not in c}) > 1:
            wrong.append(query)

        def ratio(a, b):
            return '–' if not a or not b else '%.2g' % (a / b)
        if ours and graph and query != 'W1':
            gains.append(graph / ours)
        if ours and any_peer and ours > any_peer:
            who = min((p for p in others if best(p, query)), key=lambda p: best(p, query))
            behind.append('%s (%s: %.2g times as fast)' % (query, who, ours / any_peer))
        rows.append(['%s %s' % (query, ABOUT[query])] + [shown(best(p, query)) for p in peers] +
                    [ratio(graph, ours), ratio(any_peer, ours), ratio(ours, floor)])
    table(out, ['query'] + ['%s %s' % (p, versions[p]) for p in peers] +
          ['graph peers / amana', 'fastest peer / amana', 'amana / csr'], rows)
    if gains:
        mean = math.exp(sum(math.log(g) for g in gains) / len(gains))
        out.append('Against the better of %s, the geometric mean over the queries is %.1f times.' %
                   (' and '.join(GRAPH_PEERS), mean))
    out.append('A peer is faster at: %s.' % (', '.join(behind) or 'none of them'))
    out.append('Answers differ at: %s.' % ', '.join(wrong) if wrong else 'All engines give the same answers.')
    out.append('')

    def load(peer, field):
        return figures.get((peer, 'LOAD'), {}).get(field)
    rows = [['load, s'] + [shown(load(p, 's')) for p in peers],
            ['relations loaded in a second'] + [shown(edges / load(p, 's') if load(p, 's') else None) for p in peers],
            ['bytes on disk for a relation'] + [shown(load(p, 'disk') / edges if load(p, 'disk') else None) for p in peers],
            ['memory while querying, MB'] + [shown(figures.get((p, 'RSS'), {}).get('rss', 0) / 1e6 or None) for p in peers]]
    table(out, ['load'] + peers, rows)


def machine():
    with open('/proc/cpuinfo') as file:
        model = next((l.split(':')[1].strip() for l in file if l.startswith('model name')), 'unknown')
    with open('/proc/meminfo') as file:
        memory = int(next(l for l in file if l.startswith('MemTotal')).split()[1]) / 2**20
    return '%s, %d cores, %.0f GB, %s' % (model, os.cpu_count(), memory,
                                          subprocess.check_output(['uname', '-sr'], text=True).strip())


def main():
    out = ['# Benchmarks', '',
           'Made by `bench/peers`; do not edit. %s.' % machine(), '',
           'Every engine loads the same generated graph of parties and answers the same questions, its plans',
           'prepared once, in one run one after the other. A time is the median over the parameters of each',
           "one's fastest run. `csr` is hand-written code over arrays in memory, without a language or a store: the",
           'floor. Ratios under 1.5 are ties; the higher the load of the machine, the less the figures say, and',
           'engines with several threads suffer most from it.', '']
    for path in sys.argv[1:]:
        report(path, out)
    print('\n'.join(out).rstrip())


if __name__ == '__main__':
    main()
