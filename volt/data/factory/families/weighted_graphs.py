"""Graphs with positive weights on their edges: distances, shortest paths, totals."""

from __future__ import annotations

import heapq

from volt.data.factory.domains import (
    Counts,
    Distances,
    Flag,
    Graph,
    Int,
    Letter,
    Limit,
    Pairs,
    Whole,
    Words,
    alternative,
)

CONCEPTS = ("graphs", "weighted graphs")


def total_weight(roads: Distances) -> Whole:
    """the sum of the weights of all edges of {roads} | the total weight of the edges in {roads}

    do: add up the weights of all edges of {roads}
    """
    return sum(sum(targets.values()) for targets in roads.values())


@alternative(total_weight)
def _total_weight_by_loops(roads: Distances) -> Whole:
    total = 0
    for targets in roads.values():
        for weight in targets.values():
            total += weight
    return total


def heaviest_edge(roads: Distances) -> Whole:
    """the largest weight of an edge of {roads}, 0 if there are no edges | the weight of the heaviest edge in {roads} (0
    without edges)
    """
    return max((weight for targets in roads.values() for weight in targets.values()), default=0)


def shortest_distances(roads: Distances, start: Letter) -> Counts:
    """a dictionary with the length of the shortest path in {roads} from {start} to each node that can be reached (empty
    if there is no such node) | the smallest total weights of paths from {start} to the reachable nodes of {roads}, as a
    dictionary that includes {start} with 0 if it is a node

    concepts: shortest paths, heaps
    """
    final: dict[str, int] = {}
    heap = [(0, start)] if start in roads else []
    while heap:
        distance, node = heapq.heappop(heap)
        if node not in final:
            final[node] = distance
            for neighbour, weight in roads[node].items():
                heapq.heappush(heap, (distance + weight, neighbour))
    return final


@alternative(shortest_distances)
def _shortest_distances_by_relaxing(roads: Distances, start: Letter) -> Counts:
    best = {start: 0} if start in roads else {}
    for _ in roads:
        for node, targets in roads.items():
            for target, weight in targets.items():
                if node in best and best[node] + weight < best.get(target, best[node] + weight + 1):
                    best[target] = best[node] + weight
    return dict(sorted(best.items(), key=lambda item: (item[1], item[0])))


def cheapest_route(roads: Distances, start: Letter, goal: Letter) -> Int:
    """the smallest total weight of a path from {start} to {goal} in {roads}, or -1 if there is no path | the length of
    the shortest path in {roads} from {start} to {goal}, the sum of its weights (-1 if there is none)

    concepts: shortest paths, heaps
    """
    heap = [(0, start)] if start in roads else []
    done = set()
    while heap:
        distance, node = heapq.heappop(heap)
        if node == goal:
            return distance
        if node not in done:
            done.add(node)
            for neighbour, weight in roads[node].items():
                heapq.heappush(heap, (distance + weight, neighbour))
    return -1


def nodes_within_distance(roads: Distances, start: Letter, limit: Limit) -> Words:
    """the nodes of {roads} whose shortest path from {start} has a total weight of at most {limit}, in alphabetical
    order (none if there is no such start) | the sorted list of the nodes of {roads} that can be reached from {start} at
    a total weight of {limit} or less

    each: the nodes of {roads} that can be reached from {start} at a total weight of at most {limit}
    one: node of {roads} that can be reached from {start} at a total weight of at most {limit}
    concepts: shortest paths
    """
    best = {start: 0} if start in roads and limit >= 0 else {}
    queue = list(best)
    while queue:
        node = queue.pop()
        for target, weight in roads[node].items():
            distance = best[node] + weight
            if distance <= limit and distance < best.get(target, limit + 1):
                best[target] = distance
                queue.append(target)
    return sorted(best)


def outgoing_weights(roads: Distances) -> Counts:
    """a dictionary that maps each node of {roads} to the sum of the weights of its outgoing edges | the total weight of
    the edges that leave each node of {roads}, as a dictionary

    concepts: dictionaries
    """
    return {node: sum(targets.values()) for node, targets in roads.items()}


def without_weights(roads: Distances) -> Graph:
    """{roads} without the weights, as a dictionary of sorted neighbour lists | the graph with the edges of {roads} but
    without weights, the neighbours in alphabetical order

    do: drop the weights of {roads}, so that each node has a sorted list of neighbours
    """
    return {node: sorted(targets) for node, targets in roads.items()}


def neighbours_by_weight(roads: Distances, node: Letter) -> Pairs:
    """the (neighbour, weight) pairs of the edges of {roads} that start at {node}, the lightest first and ties in
    alphabetical order (none if there is no such node) | the outgoing edges of {node} in {roads} as (neighbour, weight)
    tuples, sorted by weight and then by name

    each: the (neighbour, weight) pairs of the edges of {roads} that start at {node}
    one: (neighbour, weight) pair of the edges of {roads} that start at {node}
    concepts: sorting
    """
    return sorted(roads.get(node, {}).items(), key=lambda edge: (edge[1], edge[0]))


def has_light_edges_only(roads: Distances, limit: Limit) -> Flag:
    """{roads} [has] no edge with a weight above {limit} | {roads} [contains] only edges with weights of
    at most {limit}
    """
    return all(weight <= limit for targets in roads.values() for weight in targets.values())


def is_two_way(roads: Distances) -> Flag:
    """{roads} [has] for every edge one of the same weight in the opposite direction | {roads} [contains] each edge in
    both directions with the same weight
    """
    return all(
        roads[target].get(node) == weight for node, targets in roads.items() for target, weight in targets.items()
    )
