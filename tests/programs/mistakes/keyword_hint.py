"""A keyword argument, slightly wrong."""


def connect(host, *, timeout=10, retries=3):
    return host, timeout, retries


print(connect("example", timeout=5))
print(connect("example", timeot=5))
