"""Floats in lists: a sun and four planets that attract each other."""

SUN = 40.0


def planet(radius, angle, height, mass):
    """A body on a nearly round orbit: position, velocity, mass."""
    speed = (SUN / radius) ** 0.5
    along, across = 1.0 - angle * angle / 2.0, angle
    return [radius * along, radius * across, height], [-speed * across, speed * along, 0.0], mass


def make_system():
    return [
        ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], SUN),
        planet(5.0, 0.1, -0.1, 0.038),
        planet(9.3, 0.4, -0.4, 0.011),
        planet(19.1, 0.2, 0.3, 0.0017),
        planet(30.2, 0.3, 0.2, 0.0020),
    ]


def pairs_of(items):
    return [(a, b) for place, a in enumerate(items) for b in items[place + 1:]]


def rest_momentum(system):
    """Lets the sun move so that the whole rests."""
    x = y = z = 0.0
    for _, (vx, vy, vz), mass in system:
        x -= vx * mass
        y -= vy * mass
        z -= vz * mass
    system[0][1][:] = [x / SUN, y / SUN, z / SUN]


def energy(system, pairs):
    total = 0.0
    for (p, _, mass_p), (q, _, mass_q) in pairs:
        dx = p[0] - q[0]
        dy = p[1] - q[1]
        dz = p[2] - q[2]
        total -= mass_p * mass_q / (dx * dx + dy * dy + dz * dz) ** 0.5
    for _, (vx, vy, vz), mass in system:
        total += mass * (vx * vx + vy * vy + vz * vz) / 2.0
    return total


def advance(system, pairs, dt, steps):
    for _ in range(steps):
        for (p, v, mass_p), (q, w, mass_q) in pairs:
            px, py, pz = p
            qx, qy, qz = q
            dx = px - qx
            dy = py - qy
            dz = pz - qz
            pull = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
            to_q = pull * mass_q
            to_p = pull * mass_p
            v[0] -= dx * to_q
            v[1] -= dy * to_q
            v[2] -= dz * to_q
            w[0] += dx * to_p
            w[1] += dy * to_p
            w[2] += dz * to_p
        for p, (vx, vy, vz), _mass in system:
            p[0] += dt * vx
            p[1] += dt * vy
            p[2] += dt * vz


def main():
    system = make_system()
    pairs = pairs_of(system)
    rest_momentum(system)
    print(f"{energy(system, pairs):.9f}")
    advance(system, pairs, 0.01, 12_000)
    print(f"{energy(system, pairs):.9f}")
