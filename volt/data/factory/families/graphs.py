"""Directed and undirected graphs as dictionaries of neighbours."""

from __future__ import annotations

from collections import deque

from volt.data.factory.domains import (
    Counts,
    Edges,
    Flag,
    Friends,
    Graph,
    Int,
    Letter,
    Small,
    Whole,
    Words,
    alternative,
)

CONCEPTS = ("graphs",)


def edge_count(graph: Graph) -> Whole:
    """the number of edges of {graph} | how many edges {graph} has

    do: count the edges of {graph}
    """
    return sum(len(neighbours) for neighbours in graph.values())


@alternative(edge_count)
def _edge_count_by_loop(graph: Graph) -> Whole:
    edges = 0
    for node in graph:
        edges += len(graph[node])
    return edges


def out_degrees(graph: Graph) -> Counts:
    """a dictionary that maps each node of {graph} to its number of outgoing edges | the number of outgoing edges of
    each node of {graph}, as a dictionary

    concepts: dictionaries
    """
    return {node: len(neighbours) for node, neighbours in graph.items()}


def in_degrees(graph: Graph) -> Counts:
    """a dictionary that maps each node of {graph} to its number of incoming edges | the number of incoming edges of
    each node of {graph}, as a dictionary

    concepts: dictionaries
    """
    degrees = dict.fromkeys(graph, 0)
    for neighbours in graph.values():
        for neighbour in neighbours:
            degrees[neighbour] += 1
    return degrees


@alternative(in_degrees)
def _in_degrees_by_scan(graph: Graph) -> Counts:
    return {node: sum(neighbours.count(node) for neighbours in graph.values()) for node in graph}


def reversed_graph(graph: Graph) -> Graph:
    """{graph} with all edges reversed, the neighbours in alphabetical order | the graph in which each node has an edge
    to the nodes that have an edge to it in {graph}, as a dictionary with sorted lists

    do: reverse all edges of {graph}, with the neighbours in alphabetical order
    """
    turned: dict[str, list[str]] = {node: [] for node in graph}
    for node in sorted(graph):
        for neighbour in graph[node]:
            turned[neighbour].append(node)
    return turned


@alternative(reversed_graph)
def _reversed_graph_by_sorting(graph: Graph) -> Graph:
    edges = sorted((target, node) for node, targets in graph.items() for target in targets)
    return {node: [source for target, source in edges if target == node] for node in graph}


def nodes_without_exit(graph: Graph) -> Words:
    """the nodes of {graph} without outgoing edges, in alphabetical order | the sorted list of the nodes of {graph} from
    which no edge leads on

    each: the nodes of {graph} without outgoing edges
    one: node of {graph} without outgoing edges
    """
    return sorted(node for node, neighbours in graph.items() if not neighbours)


def nodes_without_entry(graph: Graph) -> Words:
    """the nodes of {graph} without incoming edges, in alphabetical order | the sorted list of the nodes of {graph} to
    which no edge leads

    each: the nodes of {graph} without incoming edges
    one: node of {graph} without incoming edges
    """
    targets = {neighbour for neighbours in graph.values() for neighbour in neighbours}
    return sorted(node for node in graph if node not in targets)


@alternative(nodes_without_entry)
def _nodes_without_entry_by_difference(graph: Graph) -> Words:
    return sorted(graph.keys() - {target for targets in graph.values() for target in targets})


def reachable_nodes(graph: Graph, start: Letter) -> Words:
    """the nodes of {graph} that can be reached from {start}, itself included, in alphabetical order (none if there is
    no such node) | the sorted list of {start} and all nodes to which edges of {graph} lead from it, directly or
    indirectly (empty if it is not a node)

    each: the nodes of {graph} that can be reached from {start}, itself included
    one: node of {graph} that can be reached from {start}, itself included
    concepts: depth-first search
    """
    stack = [start] if start in graph else []
    seen = set(stack)
    while stack:
        for neighbour in graph[stack.pop()]:
            if neighbour not in seen:
                seen.add(neighbour)
                stack.append(neighbour)
    return sorted(seen)


@alternative(reachable_nodes)
def _reachable_nodes_by_waves(graph: Graph, start: Letter) -> Words:
    seen: set[str] = set()
    wave = {start} & graph.keys()
    while wave:
        seen |= wave
        wave = {neighbour for node in wave for neighbour in graph[node]} - seen
    return sorted(seen)


def fewest_edges_between(graph: Graph, start: Letter, goal: Letter) -> Int:
    """the smallest number of edges on a path from {start} to {goal} in {graph}, or -1 if there is no path | the length
    of the shortest path in {graph} from {start} to {goal}, counted in edges (-1 if there is none)

    concepts: breadth-first search
    """
    steps = {start: 0} if start in graph else {}
    queue = deque(steps)
    while queue:
        node = queue.popleft()
        for neighbour in graph[node]:
            if neighbour not in steps:
                steps[neighbour] = steps[node] + 1
                queue.append(neighbour)
    return steps.get(goal, -1)


@alternative(fewest_edges_between)
def _fewest_edges_between_by_waves(graph: Graph, start: Letter, goal: Letter) -> Int:
    seen: set[str] = set()
    wave = {start} & graph.keys()
    steps = 0
    while wave and goal not in wave:
        seen |= wave
        wave = {neighbour for node in wave for neighbour in graph[node]} - seen
        steps += 1
    return steps if wave else -1


def visiting_order(graph: Graph, start: Letter) -> Words:
    """the nodes of {graph} in the order of a breadth-first search from {start} that takes neighbours as they are listed
    (none if there is no such node) | the order in which a breadth-first search from {start} meets the nodes of {graph},
    empty if it is not a node

    each: the nodes of {graph} that a breadth-first search from {start} meets
    one: node of {graph} that a breadth-first search from {start} meets
    concepts: breadth-first search
    """
    order = [start] if start in graph else []
    for node in order:
        for neighbour in graph[node]:
            if neighbour not in order:
                order.append(neighbour)
    return order


def depth_first_order(graph: Graph, start: Letter) -> Words:
    """the nodes of {graph} in the order of a depth-first search from {start} that takes neighbours as they are listed
    (none if there is no such node) | the order in which a depth-first search from {start} first visits the nodes of
    {graph}, empty if it is not a node

    each: the nodes of {graph} that a depth-first search from {start} visits
    one: node of {graph} that a depth-first search from {start} visits
    concepts: depth-first search
    """
    order: list[str] = []
    stack = [start] if start in graph else []
    while stack:
        node = stack.pop()
        if node not in order:
            order.append(node)
            stack.extend(reversed(graph[node]))
    return order


def nodes_within(graph: Graph, start: Letter, k: Small) -> Words:
    """the nodes of {graph} that can be reached from {start} over at most {k} edges, in alphabetical order and without
    {start} itself | the sorted list of the nodes other than {start} that are at most {k} edges away from it in {graph}
    (empty if it is not a node)

    each: the nodes of {graph} that can be reached from {start} over at most {k} edges
    one: node of {graph} that can be reached from {start} over at most {k} edges
    concepts: breadth-first search
    """
    near = {start} & graph.keys()
    for _ in range(k):
        near |= {neighbour for node in near for neighbour in graph[node]}
    return sorted(near - {start})


def has_cycle(graph: Graph) -> Flag:
    """{graph} [has] a cycle | {graph} [contains] a path that leads from a node back to itself

    concepts: cycles
    """
    remaining = dict(graph)
    while remaining:
        ends = [node for node, targets in remaining.items() if not any(target in remaining for target in targets)]
        if not ends:
            return True
        for node in ends:
            del remaining[node]
    return False


@alternative(has_cycle)
def _has_cycle_by_degrees(graph: Graph) -> Flag:
    degrees = dict.fromkeys(graph, 0)
    for targets in graph.values():
        for target in targets:
            degrees[target] += 1
    order = [node for node in graph if degrees[node] == 0]
    for node in order:
        for target in graph[node]:
            degrees[target] -= 1
            if degrees[target] == 0:
                order.append(target)
    return len(order) < len(graph)


def has_edge_both_ways(graph: Graph) -> Flag:
    """{graph} [has] two different nodes with edges between them in both directions | {graph} [contains] an edge between
    two different nodes whose reverse is an edge too
    """
    return any(node in graph[target] for node, targets in graph.items() for target in targets if target != node)


def has_self_loop(graph: Graph) -> Flag:
    """{graph} [has] an edge from a node to itself | {graph} [contains] a node that is its own neighbour"""
    return any(node in neighbours for node, neighbours in graph.items())


def component_count(friends: Friends) -> Whole:
    """the number of connected components of {friends} | into how many separate parts the graph {friends} falls

    concepts: connected components
    """
    unseen = set(friends)
    components = 0
    while unseen:
        components += 1
        stack = [unseen.pop()]
        while stack:
            near = unseen.intersection(friends[stack.pop()])
            unseen -= near
            stack.extend(near)
    return components


@alternative(component_count)
def _component_count_by_labels(friends: Friends) -> Whole:
    label = {node: node for node in friends}
    for node, neighbours in friends.items():
        for neighbour in neighbours:
            old, new = label[neighbour], label[node]
            label = {key: new if value == old else value for key, value in label.items()}
    return len(set(label.values()))


def components_in_order(friends: Friends) -> list[list[str]]:
    """the connected components of {friends} as sorted lists of nodes, in ascending order | the sorted list of the
    separate parts of {friends}, each one a sorted list of its nodes

    each: the connected components of {friends}, as sorted lists
    one: connected component of {friends}
    concepts: connected components
    """
    seen: set[str] = set()
    components = []
    for first in sorted(friends):
        if first not in seen:
            part = [first]
            for node in part:
                part.extend(dict.fromkeys(other for other in friends[node] if other not in part))
            seen.update(part)
            components.append(sorted(part))
    return components


def is_bipartite(friends: Friends) -> Flag:
    """{friends} [is] bipartite, so that two colours suffice to give the ends of each edge different colours | {friends}
    [has] nodes that can be coloured with two colours without an edge between nodes of the same colour

    adjective: bipartite
    """
    colour: dict[str, int] = {}
    for start in friends:
        stack = [] if start in colour else [start]
        colour.setdefault(start, 0)
        while stack:
            node = stack.pop()
            for neighbour in friends[node]:
                if neighbour not in colour:
                    colour[neighbour] = 1 - colour[node]
                    stack.append(neighbour)
    return all(colour[node] != colour[other] for node, others in friends.items() for other in others)


def most_connected(friends: Friends) -> Words:
    """the nodes of {friends} with the most neighbours, in alphabetical order | the sorted list of the nodes with the
    largest number of neighbours in {friends} (empty for an empty graph)

    each: the nodes of {friends} with the most neighbours
    one: node of {friends} with the most neighbours
    """
    most = max((len(others) for others in friends.values()), default=0)
    return sorted(node for node, others in friends.items() if len(others) == most)


def degree_of_nodes(edges: Edges) -> dict[int, int]:
    """a dictionary that maps each node in {edges} to the number of edges at it, in ascending order of the nodes | the
    number of edges of {edges} that each node belongs to, as a dictionary

    concepts: counting
    """
    degrees: dict[int, int] = {}
    for node in sorted(end for edge in edges for end in edge):
        degrees[node] = degrees.get(node, 0) + 1
    return degrees


def adjacency_of_edges(edges: Edges) -> dict[int, list[int]]:
    """a dictionary that maps each node in {edges} to the sorted list of the different nodes it shares an edge with |
    the adjacency lists of the undirected graph with the edges {edges}, as a dictionary of sorted lists without
    duplicates

    do: build the adjacency lists of the undirected graph with the edges {edges}, sorted and without duplicates
    """
    nodes = sorted({end for edge in edges for end in edge})
    return {node: sorted({a + b - node for a, b in edges if node in (a, b)}) for node in nodes}


def triangle_count(friends: Friends) -> Whole:
    """the number of triangles in {friends}, which are sets of three nodes that are all neighbours of each other | how
    many groups of three mutual neighbours there are in {friends}

    concepts: combinatorics
    """
    linked = [(a, b) for a in friends for b in set(friends[a]) if a < b]
    return sum(1 for a, b in linked for c in set(friends[b]) if b < c and c in friends[a])
