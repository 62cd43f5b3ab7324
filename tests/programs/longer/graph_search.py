"""A graph of towns: breadth first, depth first, shortest paths, a spanning tree, an order of tasks."""

import heapq
from collections import defaultdict, deque


class Graph:
    def __init__(self, directed=False):
        self.edges = defaultdict(dict)
        self.directed = directed

    def add(self, a, b, weight=1):
        self.edges[a][b] = weight
        if self.directed:
            self.edges[b]
        else:
            self.edges[b][a] = weight
        return self

    def __iter__(self):
        return iter(sorted(self.edges))

    def __getitem__(self, node):
        return self.edges[node]

    def breadth_first(self, start):
        seen, queue = {start}, deque([(start, 0)])
        while queue:
            node, depth = queue.popleft()
            yield node, depth
            for neighbour in sorted(self[node]):
                if neighbour not in seen:
                    seen.add(neighbour)
                    queue.append((neighbour, depth + 1))

    def depth_first(self, node, seen=None):
        seen = set() if seen is None else seen
        seen.add(node)
        yield node
        for neighbour in sorted(self[node]):
            if neighbour not in seen:
                yield from self.depth_first(neighbour, seen)

    def shortest(self, start, goal):
        """Dijkstra's way. Returns the length and the stops."""
        heap = [(0, start, None)]
        came_from = {}
        while heap:
            distance, node, before = heapq.heappop(heap)
            if node in came_from:
                continue
            came_from[node] = before
            if node == goal:
                path = []
                while node is not None:
                    path.append(node)
                    node = came_from[node]
                return distance, path[::-1]
            for neighbour, weight in self[node].items():
                if neighbour not in came_from:
                    heapq.heappush(heap, (distance + weight, neighbour, node))
        raise LookupError(f"no way from {start} to {goal}")

    def components(self):
        left = set(self.edges)
        while left:
            found = {node for node, _ in self.breadth_first(min(left))}
            left -= found
            yield sorted(found)

    def spanning_tree(self):
        """Kruskal's way, with groups that are merged."""
        group = {node: node for node in self.edges}

        def root(node):
            while group[node] != node:
                group[node] = group[group[node]]
                node = group[node]
            return node

        edges = sorted((weight, a, b) for a, ends in self.edges.items() for b, weight in ends.items() if a < b)
        for weight, a, b in edges:
            if root(a) != root(b):
                group[root(a)] = root(b)
                yield a, b, weight

    def topological(self):
        waiting = {node: 0 for node in self.edges}
        for ends in self.edges.values():
            for end in ends:
                waiting[end] += 1
        ready = sorted((node for node, count in waiting.items() if not count), reverse=True)
        done = 0
        while ready:
            node = ready.pop()
            yield node
            done += 1
            for end in sorted(self[node], reverse=True):
                waiting[end] -= 1
                if not waiting[end]:
                    ready.append(end)
        if done < len(waiting):
            raise ValueError("there is a cycle")


towns = Graph()
for line in """
Aston Brook 4
Aston Corby 2
Brook Corby 1
Brook Dover 5
Corby Dover 8
Corby Epsom 10
Dover Epsom 2
Dover Fleet 6
Epsom Fleet 3
Yarm Zeal 1
""".split("\n"):
    if line:
        a, b, distance = line.split()
        towns.add(a, b, int(distance))

print("breadth:", *(f"{node}@{depth}" for node, depth in towns.breadth_first("Aston")))
print("depth:", *towns.depth_first("Aston"))
for goal in ("Fleet", "Aston", "Zeal"):
    try:
        print("shortest:", *towns.shortest("Aston", goal))
    except LookupError as error:
        print(error)
print("components:", *towns.components())
print("tree:", *(f"{a[0]}{b[0]}{w}" for a, b, w in towns.spanning_tree()))
tasks = Graph(directed=True)
for before, after in (("socks", "shoes"), ("shirt", "tie"), ("trousers", "shoes"), ("trousers", "belt"), ("tie", "jacket"), ("belt", "jacket")):
    tasks.add(before, after)
print("dress:", *tasks.topological())
tasks.add("jacket", "socks").add("shoes", "shirt")
try:
    print(*tasks.topological())
except ValueError as error:
    print(error)
