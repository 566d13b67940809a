"""Tasks with prerequisites: orders, levels, what depends on what."""

from __future__ import annotations

import heapq

from volt.data.factory.domains import Counts, Flag, Letter, Tasks, Whole, Words, alternative

CONCEPTS = ("graphs", "topological order")


def order_of_tasks(tasks: Tasks) -> Words:
    """an order of {tasks} in which each task comes after everything it needs, always with the alphabetically first task
    that is possible | the topological order of {tasks} that takes the alphabetically smallest of the possible tasks at
    every step

    each: the tasks of {tasks} in the order that always takes the alphabetically first possible one
    one: task of {tasks} in the order that always takes the alphabetically first possible one
    do: order {tasks} so that prerequisites come first, always taking the alphabetically first possible task
    """
    order: list[str] = []
    while len(order) < len(tasks):
        ready = [task for task, needs in tasks.items() if task not in order and all(need in order for need in needs)]
        order.append(min(ready))
    return order


@alternative(order_of_tasks)
def _order_of_tasks_by_heap(tasks: Tasks) -> Words:
    missing = {task: set(needs) for task, needs in tasks.items()}
    heap = sorted(task for task, needs in missing.items() if not needs)
    order = []
    while heap:
        task = heapq.heappop(heap)
        order.append(task)
        for other, needs in missing.items():
            if task in needs:
                needs.remove(task)
                if not needs:
                    heapq.heappush(heap, other)
    return order


def task_rounds(tasks: Tasks) -> list[list[str]]:
    """the rounds in which {tasks} can be done, where each round is the sorted list of all tasks whose needs were met in
    earlier rounds | a list of lists that has in each round, in alphabetical order, all of the remaining {tasks} whose
    prerequisites are done

    each: the rounds in which {tasks} can be done, each with all tasks that are possible by then
    one: round in which {tasks} can be done
    do: split {tasks} into rounds of all tasks that are possible at that time, each round in alphabetical order
    """
    done: set[str] = set()
    rounds = []
    while len(done) < len(tasks):
        ready = sorted(task for task, needs in tasks.items() if task not in done and done.issuperset(needs))
        rounds.append(ready)
        done.update(ready)
    return rounds


def round_count(tasks: Tasks) -> Whole:
    """the smallest number of rounds in which {tasks} can be done if a round may hold any number of tasks whose needs
    were met in earlier rounds | how many tasks the longest chain in {tasks} has, in which each task needs the one
    before it (0 if there are no tasks)
    """
    done: set[str] = set()
    rounds = 0
    while len(done) < len(tasks):
        done |= {task for task, needs in tasks.items() if done.issuperset(needs)}
        rounds += 1
    return rounds


@alternative(round_count)
def _round_count_by_levels(tasks: Tasks) -> Whole:
    levels = dict.fromkeys(tasks, 1)
    for _ in tasks:
        for task, needs in tasks.items():
            levels[task] = 1 + max((levels[need] for need in needs), default=0)
    return max(levels.values(), default=0)


def free_tasks(tasks: Tasks) -> Words:
    """the tasks of {tasks} that need nothing, in alphabetical order | the sorted list of the tasks without
    prerequisites in {tasks}

    each: the tasks of {tasks} that need nothing
    one: task of {tasks} that needs nothing
    """
    return sorted(task for task, needs in tasks.items() if not needs)


def final_tasks(tasks: Tasks) -> Words:
    """the tasks of {tasks} that no other task needs, in alphabetical order | the sorted list of the tasks in {tasks}
    that are not a prerequisite of any task

    each: the tasks of {tasks} that no other task needs
    one: task of {tasks} that no other task needs
    """
    return sorted(set(tasks).difference(*tasks.values()))


@alternative(final_tasks)
def _final_tasks_by_test(tasks: Tasks) -> Words:
    return [task for task in sorted(tasks) if not any(task in needs for needs in tasks.values())]


def all_needs(tasks: Tasks, task: Letter) -> Words:
    """everything that {task} needs in {tasks}, directly or indirectly, in alphabetical order (nothing if there is no
    such task) | the sorted list of the direct and indirect prerequisites of {task} in {tasks}

    each: the direct and indirect prerequisites of {task} in {tasks}
    one: direct or indirect prerequisite of {task} in {tasks}
    concepts: depth-first search
    """
    found: set[str] = set()
    stack = list(tasks.get(task, []))
    while stack:
        need = stack.pop()
        if need not in found:
            found.add(need)
            stack.extend(tasks[need])
    return sorted(found)


def direct_dependents(tasks: Tasks) -> Counts:
    """a dictionary that tells for each task of {tasks} how many tasks need it directly | the number of tasks in {tasks}
    that list each task among their needs, as a dictionary

    concepts: counting, dictionaries
    """
    return {task: sum(1 for needs in tasks.values() if task in needs) for task in tasks}


def next_tasks(tasks: Tasks, done: Words) -> Words:
    """the tasks of {tasks} that are not in {done} but whose needs are all in {done}, in alphabetical order | the sorted
    list of the tasks of {tasks} that can be done next when exactly {done} are finished

    each: the tasks of {tasks} that can be done next after {done}
    one: task of {tasks} that can be done next after {done}
    """
    return sorted(task for task in tasks if task not in done and all(need in done for need in tasks[task]))


def is_fully_parallel(tasks: Tasks) -> Flag:
    """{tasks} [consists] only of tasks that need nothing | {tasks} [has] no task with a prerequisite"""
    return not any(tasks.values())
