"""What makes records: classes whose ``__init__`` is made from their fields.

Those of the standard library are among Python's own. Source: attrs 26.1.0, ``attr/__init__.py`` and
``attrs/__init__.py``; pydantic 2.14.3, ``main.py``, ``dataclasses.py``; pydantic-settings 2.16.3,
``main.py``. pydantic 1 had the base of settings in its own package.
"""

from flake8_graph_me.terms.results import Operation
from flake8_graph_me.terms.rows import Call, RecordMaker

MODEL = "pydantic.BaseModel"
AS_DICTIONARY = (
    *("attr.asdict", "attrs.asdict", "dataclasses.asdict"),
    *(f"{MODEL}.dict", f"{MODEL}.model_dump", "typing.NamedTuple._asdict"),
)

RECORD_ROWS: tuple[RecordMaker | Call, ...] = (
    *(Call(name, returns=Operation("record-as-dictionary")) for name in AS_DICTIONARY),
    *(
        Call(f"{MODEL}.{name}", returns=Operation("record-from-dictionary"), of_class=True)
        for name in ("model_validate", "parse_obj")
    ),
    RecordMaker(
        "attr.s",
        hook="__attrs_post_init__",
        beside="__attrs_init__",
        also=("attr.attrs", "attr.dataclass"),
    ),
    RecordMaker(
        "attr.define",
        hook="__attrs_post_init__",
        beside="__attrs_init__",
        also=("attr.frozen", "attr.mutable"),
    ),
    RecordMaker(
        "attrs.define",
        hook="__attrs_post_init__",
        beside="__attrs_init__",
        also=("attrs.frozen", "attrs.mutable"),
    ),
    RecordMaker("pydantic.dataclasses.dataclass", hook="__post_init__"),
    RecordMaker(MODEL, hook="model_post_init"),
    RecordMaker(
        "pydantic_settings.BaseSettings", environment=True, also=("pydantic.BaseSettings",)
    ),
)
