"""All ways in which state changes. Must not know what a program is made of besides."""

from tests.generated.changing.ways.aliases import ALIASES
from tests.generated.changing.ways.bindings import BINDINGS
from tests.generated.changing.ways.callbacks import CALLBACKS
from tests.generated.changing.ways.callers import CALLERS
from tests.generated.changing.ways.decorators import DECORATORS
from tests.generated.changing.ways.exceptions import EXCEPTIONS
from tests.generated.changing.ways.hooks import HOOKS
from tests.generated.changing.ways.inputs import INPUTS
from tests.generated.changing.ways.library_calls import LIBRARY_CALLS
from tests.generated.changing.ways.mappings import MAPPINGS
from tests.generated.changing.ways.placeholders import PLACEHOLDERS
from tests.generated.changing.ways.reflection import REFLECTION
from tests.generated.changing.ways.registries import REGISTRIES
from tests.generated.changing.ways.sequences import SEQUENCES

WAYS = (
    *CALLBACKS,
    *REGISTRIES,
    *DECORATORS,
    *LIBRARY_CALLS,
    *ALIASES,
    *MAPPINGS,
    *PLACEHOLDERS,
    *CALLERS,
    *REFLECTION,
    *HOOKS,
    *EXCEPTIONS,
    *SEQUENCES,
    *BINDINGS,
    *INPUTS,
)
