"""A solver of one-way constraints that keeps its plan while values change.

After the DeltaBlue algorithm of Freeman-Benson, Maloney and Borning: chains of equal variables and a set of
linear equations, with constraints of several strengths.
"""

REQUIRED, STRONG, PREFERRED, MEDIUM, DEFAULT, WEAK, WEAKEST = range(7)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stays = True


class Constraint:
    def __init__(self, solver, strength):
        self.solver = solver
        self.strength = strength

    def post(self):
        for variable in self.variables():
            variable.constraints.append(self)
        self.forget()
        self.solver.add(self)

    def retract(self):
        if self.is_satisfied():
            self.solver.remove(self)
        for variable in self.variables():
            variable.constraints.remove(self)

    def is_input(self):
        return False

    def satisfy(self, mark):
        """Tries to hold; the weaker constraint that had to yield comes back."""
        self.choose(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise RuntimeError("a required constraint cannot be satisfied")
            return None
        for variable in self.inputs():
            variable.mark = mark
        out = self.output()
        beaten = out.determined_by
        if beaten is not None:
            beaten.forget()
        out.determined_by = self
        if not self.solver.propagate(self, mark):
            raise RuntimeError("a cycle")
        out.mark = mark
        return beaten

    def inputs_known(self, mark):
        for variable in self.inputs():
            if not (variable.mark == mark or variable.stays or variable.determined_by is None):
                return False
        return True


class Unary(Constraint):
    def __init__(self, solver, variable, strength):
        super().__init__(solver, strength)
        self.out = variable
        self.satisfied = False
        self.post()

    def variables(self):
        return (self.out,)

    def inputs(self):
        return ()

    def output(self):
        return self.out

    def is_satisfied(self):
        return self.satisfied

    def forget(self):
        self.satisfied = False

    def choose(self, mark):
        self.satisfied = self.out.mark != mark and self.strength < self.out.strength

    def recalculate(self):
        self.out.strength = self.strength
        self.out.stays = not self.is_input()
        if self.out.stays:
            self.execute()

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


NONE, FORWARD, BACKWARD = 0, 1, -1


class Binary(Constraint):
    def __init__(self, solver, first, second, strength):
        super().__init__(solver, strength)
        self.first = first
        self.second = second
        self.direction = NONE
        self.post()

    def variables(self):
        return (self.first, self.second)

    def inputs(self):
        return (self.input(),)

    def input(self):
        return self.first if self.direction == FORWARD else self.second

    def output(self):
        return self.second if self.direction == FORWARD else self.first

    def is_satisfied(self):
        return self.direction != NONE

    def forget(self):
        self.direction = NONE

    def choose(self, mark):
        first, second = self.first, self.second
        self.direction = NONE
        if first.mark == mark:
            if second.mark != mark and self.strength < second.strength:
                self.direction = FORWARD
        elif second.mark == mark:
            if self.strength < first.strength:
                self.direction = BACKWARD
        elif first.strength > second.strength:
            if self.strength < first.strength:
                self.direction = BACKWARD
        elif self.strength < second.strength:
            self.direction = FORWARD

    def recalculate(self):
        source, out = self.input(), self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays
        if out.stays:
            self.execute()


class Equal(Binary):
    def execute(self):
        self.output().value = self.input().value


class Scale(Binary):
    """second = first * scale + offset"""

    def __init__(self, solver, first, scale, offset, second, strength):
        self.scale = scale
        self.offset = offset
        super().__init__(solver, first, second, strength)

    def variables(self):
        return (self.first, self.second, self.scale, self.offset)

    def inputs(self):
        return (self.input(), self.scale, self.offset)

    def execute(self):
        if self.direction == FORWARD:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source, out = self.input(), self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays and self.scale.stays and self.offset.stays
        if out.stays:
            self.execute()


class Solver:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        beaten = constraint.satisfy(mark)
        while beaten is not None:
            beaten = beaten.satisfy(mark)

    def remove(self, constraint):
        out = constraint.output()
        constraint.forget()
        unsatisfied = self.released_below(out)
        for strength in range(REQUIRED, WEAKEST):
            for candidate in unsatisfied:
                if candidate.strength == strength:
                    self.add(candidate)

    def released_below(self, out):
        out.determined_by = None
        out.strength = WEAKEST
        out.stays = True
        unsatisfied, todo = [], [out]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            determining = variable.determined_by
            for constraint in variable.constraints:
                if constraint is not determining and constraint.is_satisfied():
                    constraint.recalculate()
                    todo.append(constraint.output())
        return unsatisfied

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            constraint = todo.pop()
            out = constraint.output()
            if out.mark == mark:
                return False
            constraint.recalculate()
            self.add_consumers(out, todo)
        return True

    def add_consumers(self, variable, todo):
        determining = variable.determined_by
        for constraint in variable.constraints:
            if constraint is not determining and constraint.is_satisfied():
                todo.append(constraint)

    def plan(self, constraints):
        """The constraints to execute, in order, when the inputs change."""
        mark = self.new_mark()
        todo = [c for c in constraints if c.is_input() and c.is_satisfied()]
        plan = []
        while todo:
            constraint = todo.pop()
            out = constraint.output()
            if out.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                out.mark = mark
                self.add_consumers(out, todo)
        return plan

    def change(self, variable, values):
        edit = Edit(self, variable, PREFERRED)
        plan = self.plan([edit])
        for value in values:
            variable.value = value
            for constraint in plan:
                constraint.execute()
        edit.retract()


def chain(length):
    solver = Solver()
    variables = [Variable(f"v{n}") for n in range(length + 1)]
    for first, second in zip(variables, variables[1:]):
        Equal(solver, first, second, REQUIRED)
    Stay(solver, variables[-1], DEFAULT)
    total = 0
    edit = Edit(solver, variables[0], PREFERRED)
    plan = solver.plan([edit])
    for value in range(60):
        variables[0].value = value
        for constraint in plan:
            constraint.execute()
        total += variables[-1].value
    edit.retract()
    return total


def projection(count):
    solver = Solver()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    outs, source, out = [], None, None
    for n in range(count):
        source, out = Variable(f"source{n}", n), Variable(f"out{n}", n)
        outs.append(out)
        Stay(solver, source, DEFAULT)
        Scale(solver, source, scale, offset, out, REQUIRED)
    solver.change(source, [17])
    forward = out.value
    solver.change(out, [1050])
    backward = source.value
    solver.change(scale, [5])
    scaled = sum(variable.value for variable in outs[:-1])
    solver.change(offset, range(1000, 2001, 100))
    return forward, backward, scaled, sum(variable.value for variable in outs[:-1])


def main():
    for _ in range(6):
        print(chain(300), *projection(300))
