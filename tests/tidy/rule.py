"""What a house rule is: a function over the tree that yields findings, and the planted files that prove it."""
import collections

# `advice` tells what to do.
Finding = collections.namedtuple("Finding", "path line what advice")

RULES = {}


class Rule:
    def __init__(self, name, check, bad, good):
        self.name = name
        self.check = check
        # bad: [({path: text}, "path:line")], each planted tree with the one finding that it must give.
        self.bad = bad
        # good: [{path: text}], trees in which nothing may be found although they look alike.
        self.good = good


def rule(name, bad, good):
    def register(check):
        assert name not in RULES and bad and good, name
        RULES[name] = Rule(name, check, bad, good)
        return check
    return register
