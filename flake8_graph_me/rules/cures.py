"""What would cure a wrong request, given what is known about its endpoint."""

from dataclasses import dataclass

from flake8_graph_me.graph.endpoints import Endpoint, endpoint_reading
from flake8_graph_me.rules.requests.queries import properties_read
from flake8_graph_me.rules.requests.requests import UserRequest, World
from flake8_graph_me.terms.identity import Identity


@dataclass(frozen=True, slots=True)
class Cure:
    """What is known about the endpoint of a request, in the alternative that is reported.

    ``served`` says that the endpoint may accept an app-only token: it does, or nothing is known.
    ``me`` says that the path is the signed-in user's, ``of_user`` that it is a user's.
    """

    world: World
    endpoint: Endpoint
    served: bool
    me: bool
    of_user: bool


def cure_of(request: UserRequest) -> Cure:
    """The cure of a request: for one of its app-only alternatives, preferably one that can be
    cured.
    """
    wrong = [w for w in request.worlds if w.carried.identity is Identity.APP_ONLY]
    cures = [_cure(request, world) for world in wrong or request.worlds]
    return next((cure for cure in cures if cure.served), cures[0])


def _cure(request: UserRequest, world: World) -> Cure:
    properties = properties_read(request.sink_call, world.text)
    found = endpoint_reading(request.method, world.path.shown, properties)
    return Cure(world, found, found.app_only is not False, request.me, request.of_user)
