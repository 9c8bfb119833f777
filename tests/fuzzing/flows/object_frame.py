"""The frame of programs of classes whose methods are called in any order."""

FRAME = """\
import contextlib
import copy
import dataclasses
import enum
from typing import Optional
class Kind(enum.Enum):
    A = 1
    B = 2
class OwnError(Exception):
    pass
@dataclasses.dataclass
class Record:
    a: object = None
    b: str = ""
@contextlib.contextmanager
def managed():
    yield strange.value()
class Manager:
    def __enter__(self):
        return strange.value()
    def __exit__(self, *error):
        return strange.one_of(True, False)
def present(values):
    for value in list(values):
        if value:
            yield value
last = None
count = 0
seen = []
table = {}
class Base:
    mark = None
    def noted(self, value):
        self.y = value
        return value
class Thing(Base):
    made = 0
    kind = Kind.A
    busy = False
    k = None
    def __init__(self, x=None):
        self.x = x
        self.y = None
        self.n = 0
        self.items = []
        self.table = {}
        self.text = ""
        self.other = None
        self.flag = False
        self.pair = (None, 0)
        self.hook = None
        self.record = Record()
    def __len__(self):
        return len(self.items)
    def __iter__(self):
        return iter(self.items)
    @property
    def shown(self):
        return self.x
    def put(self, value):
        self.x = value
    @classmethod
    def fresh(cls):
        return cls(1)
    def checked(self, value):
        if not value:
            return None
        self.k = value
        return value
    def each(self):
        for item in list(self.items):
            yield item
    def one(self, <parameters>):
        <body>
    def two(self, <parameters>):
        <body>
    def three(self, <parameters>):
        <body>
class Heir(Thing):
    kind = Kind.B
    def two(self, <parameters>):
        <body>
    def four(self, <parameters>):
        <body>
def first(p, q=None):
    self = Thing(p)
    <body>
def second(self: Thing, p, q):
    <body>
"""
