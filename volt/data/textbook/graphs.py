# mypy: disable-error-code="no-any-return"
"""Graphs as dictionaries of neighbours or as edge lists: search, paths, order, trees and components."""

from collections import defaultdict, deque
from collections.abc import Hashable
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from itertools import combinations


def edges_to_graph(edges: list[tuple[int, int]]) -> dict[int, list[int]]:
    """Build an undirected graph as a dictionary of neighbours from a list of edges.

    Ask: adjacency list from edge pairs | convert edges to a graph
    >>> edges_to_graph([(1, 2), (2, 3)])
    {1: [2], 2: [1, 3], 3: [2]}
    """
    graph = defaultdict(list)
    for a, b in edges:
        graph[a].append(b)
        graph[b].append(a)
    return dict(graph)


def graph_edges(graph: dict[int, list[int]]) -> list[tuple[int, int]]:
    """List all directed edges of a graph given as a dictionary of neighbours.

    Ask: adjacency list to edge pairs | every arrow of a graph
    >>> graph_edges({1: [2, 3], 2: [3], 3: []})
    [(1, 2), (1, 3), (2, 3)]
    """
    return [(a, b) for a, targets in graph.items() for b in targets]


def adjacency_matrix(n: int, edges: list[tuple[int, int]]) -> list[list[int]]:
    """Build the adjacency matrix of an undirected graph with vertices 0 to n - 1.

    Ask: matrix of ones for connected vertices | edge list to matrix
    >>> adjacency_matrix(3, [(0, 1), (1, 2)])
    [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    """
    matrix = [[0] * n for _ in range(n)]
    for a, b in edges:
        matrix[a][b] = matrix[b][a] = 1
    return matrix


def breadth_first_order(graph: dict[int, list[int]], start: int) -> list[int]:
    """List the vertices of a graph in breadth-first order from a start vertex.

    Ask: BFS traversal | visit a graph level by level with a queue
    >>> breadth_first_order({1: [2, 3], 2: [4], 3: [4], 4: []}, 1)
    [1, 2, 3, 4]
    """
    seen, queue = {start: None}, deque([start])
    while queue:
        for vertex in graph[queue.popleft()]:
            if vertex not in seen:
                seen[vertex] = None
                queue.append(vertex)
    return list(seen)


def depth_first_order(graph: dict[int, list[int]], start: int) -> list[int]:
    """List the vertices of a graph in depth-first order from a start vertex.

    Ask: DFS traversal | visit a graph as deep as possible first with a stack
    >>> depth_first_order({1: [2, 3], 2: [4], 3: [4], 4: []}, 1)
    [1, 2, 4, 3]
    """
    order: dict[int, None] = {}
    stack = [start]
    while stack:
        vertex = stack.pop()
        if vertex not in order:
            order[vertex] = None
            stack.extend(reversed(graph[vertex]))
    return list(order)


def is_reachable(graph: dict[int, list[int]], start: int, goal: int) -> bool:
    """Check whether one vertex of a graph can be reached from another.

    Ask: is there a path between two nodes | reachability in a directed graph
    >>> is_reachable({1: [2], 2: [3], 3: []}, 3, 1)
    False
    """
    return goal in breadth_first_order(graph, start)


def distances_from(graph: dict[int, list[int]], start: int) -> dict[int, int]:
    """Find the number of edges from a start vertex to every reachable vertex.

    Ask: unweighted shortest distances | breadth-first levels of a graph
    >>> distances_from({1: [2, 3], 2: [4], 3: [4], 4: []}, 1)
    {1: 0, 2: 1, 3: 1, 4: 2}
    """
    distance, queue = {start: 0}, deque([start])
    while queue:
        a = queue.popleft()
        for b in graph[a]:
            if b not in distance:
                distance[b] = distance[a] + 1
                queue.append(b)
    return distance


def shortest_path(graph: dict[int, list[int]], start: int, goal: int) -> list[int] | None:
    """Find a path with the fewest edges between two vertices of a graph, or None.

    Ask: unweighted shortest path | breadth-first route between nodes
    >>> shortest_path({1: [2, 3], 2: [4], 3: [4], 4: []}, 1, 4)
    [1, 2, 4]
    """
    queue, seen = deque([[start]]), {start}
    while queue:
        path = queue.popleft()
        if path[-1] == goal:
            return path
        for vertex in graph[path[-1]]:
            if vertex not in seen:
                seen.add(vertex)
                queue.append([*path, vertex])
    return None


def all_paths(graph: dict[int, list[int]], start: int, goal: int) -> list[list[int]]:
    """Find all simple paths between two vertices of a graph.

    Ask: every route without repeating a node | list the paths from source to target
    >>> all_paths({1: [2, 3], 2: [3], 3: []}, 1, 3)
    [[1, 2, 3], [1, 3]]
    """

    def extend(path: list[int]) -> list[list[int]]:
        if path[-1] == goal:
            return [path]
        return [found for vertex in graph[path[-1]] if vertex not in path for found in extend([*path, vertex])]

    return extend([start])


def count_paths(graph: dict[int, list[int]], start: int, goal: int) -> int:
    """Count the paths between two vertices of a directed acyclic graph.

    Ask: number of routes from source to target | how many ways through a DAG
    >>> count_paths({1: [2, 3], 2: [3], 3: []}, 1, 3)
    2
    """
    return 1 if start == goal else sum(count_paths(graph, vertex, goal) for vertex in graph[start])


def dijkstra(graph: dict[str, dict[str, int]], start: str) -> dict[str, int]:
    """Find the shortest distance from a start vertex to every vertex with Dijkstra's algorithm.

    Ask: single source shortest paths with weights | cheapest distances in a weighted graph
    >>> dijkstra({'a': {'b': 4, 'c': 1}, 'b': {}, 'c': {'b': 2}}, 'a')
    {'a': 0, 'c': 1, 'b': 3}
    """
    final: dict[str, int] = {}
    heap = [(0, start)]
    while heap:
        distance, vertex = heappop(heap)
        if vertex not in final:
            final[vertex] = distance
            for target, weight in graph[vertex].items():
                heappush(heap, (distance + weight, target))
    return final


def shortest_weighted_path(graph: dict[str, dict[str, int]], start: str, goal: str) -> tuple[int, list[str]]:
    """Find the cheapest path between two vertices of a weighted graph, with its length.

    Ask: best route with total weight | Dijkstra path reconstruction
    >>> shortest_weighted_path({'a': {'b': 4, 'c': 1}, 'b': {}, 'c': {'b': 2}}, 'a', 'b')
    (3, ['a', 'c', 'b'])
    """
    heap, done = [(0, [start])], set()
    while heap:
        distance, path = heappop(heap)
        if path[-1] == goal:
            return distance, path
        if path[-1] not in done:
            done.add(path[-1])
            for target, weight in graph[path[-1]].items():
                heappush(heap, (distance + weight, [*path, target]))
    return -1, []


def bellman_ford(n: int, edges: list[tuple[int, int, int]], start: int) -> list[float] | None:
    """Find shortest distances with negative weights, or None when there is a negative cycle.

    Ask: Bellman-Ford algorithm | single source distances from weighted edge triples
    >>> bellman_ford(3, [(0, 1, 4), (0, 2, 5), (2, 1, -3)], 0)
    [0, 2, 5]
    """
    distance: list[float] = [float("inf")] * n
    distance[start] = 0
    for _ in range(n - 1):
        for a, b, weight in edges:
            distance[b] = min(distance[b], distance[a] + weight)
    return None if any(distance[a] + weight < distance[b] for a, b, weight in edges) else distance


def floyd_warshall(weights: list[list[float]]) -> list[list[float]]:
    """Find the shortest distances between all pairs of vertices of a weight matrix.

    Ask: Floyd-Warshall algorithm | all pairs shortest paths
    >>> floyd_warshall([[0, 3, 9], [3, 0, 2], [9, 2, 0]])
    [[0, 3, 5], [3, 0, 2], [5, 2, 0]]
    """
    distance = [list(row) for row in weights]
    n = len(distance)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                distance[i][j] = min(distance[i][j], distance[i][k] + distance[k][j])
    return distance


def topological_order(dependencies: dict[str, list[str]]) -> list[str]:
    """Order tasks so that each comes after the tasks it depends on.

    Ask: topological sort | schedule jobs with prerequisites
    >>> topological_order({'roof': ['walls'], 'walls': ['floor'], 'floor': []})
    ['floor', 'walls', 'roof']
    """
    return list(TopologicalSorter(dependencies).static_order())


def has_directed_cycle(graph: dict[int, list[int]]) -> bool:
    """Check whether a directed graph contains a cycle.

    Ask: cycle detection in a digraph | can the graph not be topologically sorted
    >>> has_directed_cycle({1: [2], 2: [3], 3: [1]})
    True
    """
    open_vertices: set[int] = set()
    done: set[int] = set()

    def closes_cycle(vertex: int) -> bool:
        if vertex in done:
            return False
        if vertex in open_vertices:
            return True
        open_vertices.add(vertex)
        found = any(closes_cycle(target) for target in graph[vertex])
        open_vertices.discard(vertex)
        done.add(vertex)
        return found

    return any(closes_cycle(vertex) for vertex in graph)


def can_finish_courses(n: int, prerequisites: list[tuple[int, int]]) -> bool:
    """Check whether n courses can all be taken when (a, b) says that a needs b first.

    Ask: course schedule | are the prerequisites free of cycles
    >>> can_finish_courses(2, [(1, 0), (0, 1)])
    False
    """
    graph: dict[int, list[int]] = {course: [] for course in range(n)}
    for course, needed in prerequisites:
        graph[course].append(needed)
    return not has_directed_cycle(graph)


def find_root(parents: dict[Hashable, Hashable], item: Hashable) -> Hashable:
    """Find the representative of an item in a union-find forest, shortening the path.

    Ask: disjoint set find with path compression | root of a union-find tree
    >>> find_root({1: 1, 2: 1, 3: 2}, 3)
    1
    """
    while parents[item] != item:
        parents[item] = parents[parents[item]]
        item = parents[item]
    return item


def count_components(n: int, edges: list[tuple[int, int]]) -> int:
    """Count the connected components of an undirected graph with n vertices by union-find.

    Ask: number of connected groups | how many separate networks are there
    >>> count_components(5, [(0, 1), (2, 3)])
    3
    """
    parents: dict[Hashable, Hashable] = {v: v for v in range(n)}
    for a, b in edges:
        parents[find_root(parents, a)] = find_root(parents, b)
    return sum(parents[v] == v for v in range(n))


def connected_components(graph: dict[int, list[int]]) -> list[list[int]]:
    """Find the connected components of an undirected graph as sorted lists.

    Ask: groups of mutually reachable vertices | split a graph into connected parts
    >>> connected_components({1: [2], 2: [1], 3: []})
    [[1, 2], [3]]
    """
    components: list[list[int]] = []
    for vertex in graph:
        if not any(vertex in component for component in components):
            components.append(sorted(breadth_first_order(graph, vertex)))
    return components


def is_bipartite(graph: dict[int, list[int]]) -> bool:
    """Check whether the vertices of an undirected graph can be coloured with two colours.

    Ask: bipartite test | split a graph into two sides without inner edges
    >>> is_bipartite({1: [2, 3], 2: [1, 3], 3: [1, 2]})
    False
    """
    for component in connected_components(graph):
        distance = distances_from(graph, component[0])
        if any(distance[a] % 2 == distance[b] % 2 for a in component for b in graph[a]):
            return False
    return True


def kruskal_weight(n: int, edges: list[tuple[int, int, int]]) -> int:
    """Find the total weight of a minimum spanning tree with Kruskal's algorithm.

    Ask: MST cost from edges (a, b, weight) | cheapest network connecting all vertices
    >>> kruskal_weight(3, [(0, 1, 4), (1, 2, 2), (0, 2, 3)])
    5
    """
    parents: dict[Hashable, Hashable] = {v: v for v in range(n)}
    total = 0
    for a, b, weight in sorted(edges, key=lambda edge: edge[2]):
        if find_root(parents, a) != find_root(parents, b):
            parents[find_root(parents, a)] = find_root(parents, b)
            total += weight
    return total


def prim_weight(graph: dict[int, dict[int, int]], start: int) -> int:
    """Find the total weight of a minimum spanning tree with Prim's algorithm.

    Ask: MST cost grown from a vertex | cheapest tree using a heap
    >>> prim_weight({0: {1: 4, 2: 3}, 1: {0: 4, 2: 2}, 2: {0: 3, 1: 2}}, 0)
    5
    """
    inside: set[int] = set()
    total, heap = 0, [(0, start)]
    while heap:
        weight, vertex = heappop(heap)
        if vertex not in inside:
            inside.add(vertex)
            total += weight
            for target, cost in graph[vertex].items():
                heappush(heap, (cost, target))
    return total


def vertex_degrees(edges: list[tuple[int, int]]) -> dict[int, int]:
    """Count the degree of each vertex in an undirected list of edges.

    Ask: number of neighbours per node | how many edges touch every vertex
    >>> vertex_degrees([(1, 2), (2, 3)])
    {1: 1, 2: 2, 3: 1}
    """
    return {vertex: len(around) for vertex, around in edges_to_graph(edges).items()}


def in_degrees(graph: dict[int, list[int]]) -> dict[int, int]:
    """Count the incoming edges of each vertex of a directed graph.

    Ask: in-degree of all nodes | how many arrows point to every vertex
    >>> in_degrees({1: [2, 3], 2: [3], 3: []})
    {1: 0, 2: 1, 3: 2}
    """
    return {vertex: sum(vertex in targets for targets in graph.values()) for vertex in graph}


def reverse_graph(graph: dict[int, list[int]]) -> dict[int, list[int]]:
    """Reverse the direction of all edges of a directed graph.

    Ask: transpose graph | turn every arrow around
    >>> reverse_graph({1: [2, 3], 2: [3], 3: []})
    {1: [], 2: [1], 3: [1, 2]}
    """
    return {vertex: [a for a, targets in graph.items() if vertex in targets] for vertex in graph}


def count_triangles(edges: list[tuple[int, int]]) -> int:
    """Count the triangles of an undirected graph given by its edges.

    Ask: number of three mutually connected vertices | triangles in a network
    >>> count_triangles([(1, 2), (2, 3), (1, 3), (3, 4)])
    1
    """
    graph = edges_to_graph(edges)
    return sum(b in graph[a] and c in graph[b] and c in graph[a] for a, b, c in combinations(graph, 3))
