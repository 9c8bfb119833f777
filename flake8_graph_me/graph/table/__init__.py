"""Makes ``permissions.json``, the package's knowledge of Graph's endpoints, from Microsoft's data.

``python -m flake8_graph_me.graph.table FOLDER`` does it.
"""
