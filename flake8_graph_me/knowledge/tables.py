"""The table of tables: every file of rows, in one explicit tuple."""

from functools import cache

from flake8_graph_me.knowledge.clients.aiohttp import AIOHTTP_ROWS
from flake8_graph_me.knowledge.clients.airflow import AIRFLOW_ROWS
from flake8_graph_me.knowledge.clients.anything import ANYTHING_ROWS
from flake8_graph_me.knowledge.clients.flask_dance import FLASK_DANCE_ROWS
from flake8_graph_me.knowledge.clients.futures import FUTURES_ROWS
from flake8_graph_me.knowledge.clients.http_client import HTTP_CLIENT_ROWS
from flake8_graph_me.knowledge.clients.httpx import HTTPX_ROWS
from flake8_graph_me.knowledge.clients.microsoftgraph import MICROSOFTGRAPH_ROWS
from flake8_graph_me.knowledge.clients.msgraph.rows import MSGRAPH_ROWS
from flake8_graph_me.knowledge.clients.o365 import O365_ROWS
from flake8_graph_me.knowledge.clients.office365 import OFFICE365_ROWS
from flake8_graph_me.knowledge.clients.requests import REQUESTS_ROWS
from flake8_graph_me.knowledge.clients.urllib import URLLIB_ROWS
from flake8_graph_me.knowledge.clients.urllib3 import URLLIB3_ROWS
from flake8_graph_me.knowledge.credentials.adal import ADAL_ROWS
from flake8_graph_me.knowledge.credentials.auth_objects import AUTH_OBJECT_ROWS
from flake8_graph_me.knowledge.credentials.azure_identity import AZURE_IDENTITY_ROWS
from flake8_graph_me.knowledge.credentials.identity import IDENTITY_ROWS
from flake8_graph_me.knowledge.credentials.msal import MSAL_ROWS
from flake8_graph_me.knowledge.credentials.oauth import OAUTH_ROWS
from flake8_graph_me.knowledge.endings import ENDING_ROWS
from flake8_graph_me.knowledge.frameworks.applications import APPLICATION_ROWS
from flake8_graph_me.knowledge.frameworks.callers import CALLER_ROWS
from flake8_graph_me.knowledge.frameworks.decorators import DECORATOR_ROWS
from flake8_graph_me.knowledge.frameworks.injection import FRAMEWORK_ROWS
from flake8_graph_me.knowledge.frameworks.runners import RUNNER_ROWS
from flake8_graph_me.knowledge.holders import HOLDER_ROWS
from flake8_graph_me.knowledge.iterables import ITERABLE_ROWS
from flake8_graph_me.knowledge.plain_clients.azure_core import AZURE_CORE_ROWS
from flake8_graph_me.knowledge.plain_clients.curl import CURL_ROWS
from flake8_graph_me.knowledge.plain_clients.httplib2 import HTTPLIB2_ROWS
from flake8_graph_me.knowledge.plain_clients.pandas import PANDAS_ROWS
from flake8_graph_me.knowledge.plain_clients.pycurl import PYCURL_ROWS
from flake8_graph_me.knowledge.plain_clients.requests_toolbelt import REQUESTS_TOOLBELT_ROWS
from flake8_graph_me.knowledge.plain_clients.tornado import TORNADO_ROWS
from flake8_graph_me.knowledge.python import PYTHON_ROWS
from flake8_graph_me.knowledge.python_texts import PYTHON_TEXT_ROWS
from flake8_graph_me.knowledge.records import RECORD_ROWS
from flake8_graph_me.knowledge.stand_ins import STAND_IN_ROWS
from flake8_graph_me.knowledge.templates import JINJA_ROWS
from flake8_graph_me.knowledge.urls import URL_ROWS
from flake8_graph_me.terms.lookup import Rows, gathered
from flake8_graph_me.terms.rows import Row

TABLES: tuple[tuple[Row, ...], ...] = (
    PYTHON_ROWS,
    PYTHON_TEXT_ROWS,
    ENDING_ROWS,
    HOLDER_ROWS,
    RECORD_ROWS,
    DECORATOR_ROWS,
    FRAMEWORK_ROWS,
    RUNNER_ROWS,
    APPLICATION_ROWS,
    CALLER_ROWS,
    STAND_IN_ROWS,
    MSAL_ROWS,
    AZURE_IDENTITY_ROWS,
    ADAL_ROWS,
    OAUTH_ROWS,
    AUTH_OBJECT_ROWS,
    IDENTITY_ROWS,
    REQUESTS_ROWS,
    HTTPX_ROWS,
    URLLIB_ROWS,
    AIOHTTP_ROWS,
    URLLIB3_ROWS,
    HTTP_CLIENT_ROWS,
    FUTURES_ROWS,
    MSGRAPH_ROWS,
    O365_ROWS,
    OFFICE365_ROWS,
    MICROSOFTGRAPH_ROWS,
    FLASK_DANCE_ROWS,
    AIRFLOW_ROWS,
    REQUESTS_TOOLBELT_ROWS,
    CURL_ROWS,
    HTTPLIB2_ROWS,
    PYCURL_ROWS,
    TORNADO_ROWS,
    AZURE_CORE_ROWS,
    PANDAS_ROWS,
    ITERABLE_ROWS,
    JINJA_ROWS,
    URL_ROWS,
    ANYTHING_ROWS,
)


@cache
def all_rows() -> Rows:
    """All rows by name."""
    return gathered(TABLES)
