"""Row types for what stands between a call that sends and what is sent.

Access paths are those of ``rows``. Must not know any particular library.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Adding:
    """What a client adds to the headers of a request between the objects that are handed it.

    ``path`` is the access path of the pairs. They are added to the first of ``to``, attributes of
    the request, where none of these has a header of that name. Objects are handed the request in
    the order of their attribute ``order``, a number, which is ``usual`` where they set none; the
    type ``by``, which is there before others, adds the headers when its turn comes.
    """

    path: str
    to: tuple[str, ...]
    order: str
    usual: int
    by: str


@dataclass(frozen=True, slots=True)
class Layer:
    """What a library hands a request to before it sends it, where code of the program stands there.

    ``path`` is the access path of what it is handed to: by the first of ``methods`` that this has,
    or by a call of it. ``each`` says that it is a sequence of such, ``by_prefix`` that it is a
    mapping from beginnings of URLs, of which the longest counts, unless the program's own method
    ``chosen_by`` of the receiver gives what stands there for the ``url``. ``sends`` says that what
    it does not hand on is not sent. ``answered`` is a method of the receiver that sends what a
    generator yields, and whose result the generator gets for it. ``wraps`` says that each is also
    handed what hands the request on, and that nothing else sends it. ``any_scheme`` is how a
    beginning of URLs begins that counts for each scheme. ``adding`` is what is added to the request
    when some of them have had it. ``held`` is the attribute in which each has a sequence of
    functions, to be called with the receiver, something of which nothing is known, and the request.
    ``kept`` are the arguments of the call that it is handed as well, by their names.
    """

    path: str
    methods: tuple[str, ...] = ()
    each: bool = False
    by_prefix: bool = False
    chosen_by: str = ""
    any_scheme: str = ""
    sends: bool = False
    answered: str = ""
    wraps: bool = False
    adding: Adding | None = None
    held: str = ""
    kept: tuple[str, ...] = ()
