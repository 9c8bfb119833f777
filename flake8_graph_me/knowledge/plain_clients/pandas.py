"""pandas: functions that read what a URL gives, with headers as ``storage_options``.

Source: pandas 2.3, ``io/``: what is read with headers is read by HTTP's GET.
"""

from flake8_graph_me.terms.rows import Call, Sink

READERS = (
    ("read_csv", "filepath_or_buffer"),
    ("read_table", "filepath_or_buffer"),
    ("read_json", "path_or_buf"),
    ("read_xml", "path_or_buffer"),
    ("read_excel", "io"),
    ("read_html", "io"),
    ("read_parquet", "path"),
    ("read_feather", "path"),
    ("read_pickle", "filepath_or_buffer"),
)

PANDAS_ROWS: tuple[Call, ...] = tuple(
    Call(
        f"pandas.{name}",
        (given,),
        sink=Sink((("url", (given,)), ("headers", ("storage_options",))), (("method", "GET"),)),
    )
    for name, given in READERS
)
