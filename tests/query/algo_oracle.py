#!/usr/bin/env python3
"""Checks results of algo.* against networkx.

    algo_oracle.py FILE

FILE has a graph a line: {"nodes": n, "edges": [[from, to, weight], ...], "results": {name: rows}}.
Prints what differs and exits with 1, or with 77 where networkx is not installed.
"""
import json
import math
import sys
from itertools import islice

try:
    import networkx as nx
    # The variant in plain Python: the public one needs numpy and scipy.
    from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python as pagerank
except ImportError:
    sys.exit(77)


def close(a, b):
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


def groups(rows):
    by_number = {}
    for node, number in rows:
        by_number.setdefault(number, set()).add(node)
    return sorted(map(sorted, by_number.values()))


def sets(components):
    return sorted(map(sorted, components))


def lightest(multi):
    simple = nx.DiGraph()
    simple.add_nodes_from(multi)
    for u, v, w in multi.edges(data="weight"):
        if not simple.has_edge(u, v) or simple[u][v]["weight"] > w:
            simple.add_edge(u, v, weight=w)
    return simple


def summed(multi):
    simple = nx.DiGraph()
    simple.add_nodes_from(multi)
    for u, v, w in multi.edges(data="weight"):
        if u == v:
            continue
        old = simple[u][v]["weight"] if simple.has_edge(u, v) else 0
        simple.add_edge(u, v, weight=old + w)
    return simple


def is_cycle(graph, nodes):
    return all(graph.has_edge(a, b) for a, b in zip(nodes, nodes[1:] + nodes[:1]))


def check(data):
    multi = nx.MultiDiGraph()
    multi.add_nodes_from(range(data["nodes"]))
    multi.add_weighted_edges_from(data["edges"])
    simple = lightest(multi)
    plain = nx.DiGraph(simple)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    undirected = plain.to_undirected()
    rows = data["results"]
    first, last = data["from"], data["to"]

    def same_scores(name, expected):
        got = dict(map(tuple, rows[name]))
        wrong = [n for n in expected if not close(got[n], expected[n])]
        if got.keys() != expected.keys() or wrong:
            yield f"{name}: {wrong[:3]} of {got} against {expected}"

    if groups(rows["components"]) != sets(nx.weakly_connected_components(multi)):
        yield "components"
    strong = sets(nx.strongly_connected_components(multi))
    if groups(rows["strongComponents"]) != strong:
        yield "strongComponents"
    yield from same_scores("coreNumbers", nx.core_number(undirected))
    yield from same_scores("betweenness", nx.betweenness_centrality(plain, normalized=False))
    yield from same_scores("sampled", nx.betweenness_centrality(plain, normalized=False))
    yield from same_scores("closeness", nx.closeness_centrality(plain.reverse()))
    yield from same_scores("pagerank", pagerank(multi, tol=1e-12, max_iter=1000))
    dominators = {n: d for n, d in nx.immediate_dominators(plain, first).items() if n != first}
    dominators = {n: d for n, d in dominators.items() if d is not None}
    if dict(map(tuple, rows["dominators"])) != dominators:
        yield f"dominators {rows['dominators']} against {dominators}"
    cyclic = [c for c in strong if len(c) > 1 or simple.has_edge(c[0], c[0])]
    cycles = [r[0] for r in rows["cycles"]]
    if len(cycles) != len(cyclic) or not all(is_cycle(simple, c) for c in cycles):
        yield f"cycles {cycles}"
    flow = nx.maximum_flow_value(summed(multi), first, last, capacity="weight")
    if not close(rows["maxFlow"][0][0], flow):
        yield f"maxFlow {rows['maxFlow']} against {flow}"
    try:
        paths = islice(nx.shortest_simple_paths(simple, first, last, weight="weight"), 8)
        costs = [nx.path_weight(simple, p, "weight") for p in paths]
    except nx.NetworkXNoPath:
        costs = []
    got = [r[0] for r in rows["shortest"]]
    if len(got) != min(len(costs), 1) or any(not close(a, b) for a, b in zip(got, costs)):
        yield f"shortest {got} against {costs}"
    # Where edges are parallel, ours are more paths with the same nodes.
    if data["parallel"] == 0:
        got = [r[0] for r in rows["kShortest"]]
        if len(got) != len(costs) or any(not close(a, b) for a, b in zip(got, costs)):
            yield f"kShortest {got} against {costs}"
    order = [r[0] for r in rows["topologicalOrder"]]
    place = {n: i for i, n in enumerate(order)}
    forward = [(u, v) for u, v in multi.edges() if u < v]
    if len(place) != data["nodes"] or any(place[u] > place[v] for u, v in forward):
        yield f"topologicalOrder {order}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        wrong = [f"graph {i}: {line}" for i, text in enumerate(file, 1) for line in check(json.loads(text))]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
