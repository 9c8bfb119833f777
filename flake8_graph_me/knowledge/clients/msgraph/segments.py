"""The segments of URLs that the attributes of the SDK's request builders stand for.

Read from the URL templates of msgraph-sdk 1.65.0 and msgraph-beta-sdk 1.66.0, and from
msgraph-core 1.5.2 for batches.
"""

import re

WITHOUT_ARGUMENTS = frozenset(
    {
        "associate_with_hub_sites",
        "business_flows_with_requests_awaiting_my_decision",
        "get_managed_devices_with_app_failures",
        "get_managed_devices_with_failed_or_pending_apps",
        "get_user_ids_with_flagged_app_registration",
        "members_with_license_errors",
        "microsoft_graph_identity_governance_activate_with_scope",
        "reply_with_quote",
        "retrieve_managed_devices_with_app_installation_issues",
        "shared_with_me",
        "shared_with_teams",
        "sync_with_apple_device_enrollment_program",
    }
)
"""Attributes with a "with" in their names that are plain ones; all others are methods."""
_WITH_UNDERSCORES = [
    "alerts_v2",
    "beta_Dist",
    "beta_Inv",
    "binom_Dist",
    "binom_Dist_Range",
    "binom_Inv",
    "ceiling_Math",
    "ceiling_Precise",
    "chiSq_Dist",
    "chiSq_Dist_RT",
    "chiSq_Inv",
    "chiSq_Inv_RT",
    "confidence_Norm",
    "confidence_T",
    "ecma_Ceiling",
    "erfC_Precise",
    "erf_Precise",
    "error_Type",
    "expon_Dist",
    "f_Dist",
    "f_Dist_RT",
    "f_Inv",
    "f_Inv_RT",
    "floor_Math",
    "floor_Precise",
    "gammaLn_Precise",
    "gamma_Dist",
    "gamma_Inv",
    "hypGeom_Dist",
    "iso_Ceiling",
    "keys_v2",
    "logNorm_Dist",
    "logNorm_Inv",
    "negBinom_Dist",
    "networkDays_Intl",
    "norm_Dist",
    "norm_Inv",
    "norm_S_Dist",
    "norm_S_Inv",
    "organizer_v2",
    "participants_v2",
    "percentRank_Exc",
    "percentRank_Inc",
    "percentile_Exc",
    "percentile_Inc",
    "plans_v2",
    "poisson_Dist",
    "quartile_Exc",
    "quartile_Inc",
    "rank_Avg",
    "rank_Eq",
    "skew_p",
    "stDev_P",
    "stDev_S",
    "t_Dist",
    "t_Dist_2T",
    "t_Dist_RT",
    "t_Inv",
    "t_Inv_2T",
    "tasks_v2",
    "var_P",
    "var_S",
    "weibull_Dist",
    "workDay_Intl",
    "z_Test",
]
"""Segments that have underscores on the wire too."""
_OTHERWISE = {
    # Names that are methods of the builder.
    "delete_path": "delete",
    "post_path": "post",
}
"""Attributes that are called otherwise than their segments."""
_NAMESPACES = (
    "callRecords",
    "cloudLicensing",
    "deviceManagement",
    "ediscovery",
    "entraRecoveryServices",
    "externalConnectors",
    "identityGovernance",
    "industryData",
    "managedTenants",
    "networkaccess",
    "partners.billing",
    "security",
    "teamsAdministration",
    "windowsUpdates",
)
"""Those below ``microsoft.graph``, whose functions and actions have their full names in URLs."""
_UNQUOTED = frozenset(
    [
        "activityPivotDateTime",
        "aggregationIntervalInMinutes",
        "authenticationMethodModes",
        "challengeTimeoutInMinutes",
        "column",
        "columnOffset",
        "contentFormats",
        "count",
        "date",
        "daysInPast",
        "deltaColumns",
        "deltaRows",
        "discoveryPivotDateTime",
        "endDateTime",
        "exclusiveIntervalEndDateTime",
        "fromDateTime",
        "height",
        "ids",
        "includeAllActive",
        "includePersonalNotebooks",
        "inclusiveIntervalStartDateTime",
        "index",
        "kbNumber",
        "labelIds",
        "row",
        "rowOffset",
        "skip",
        "startDateTime",
        "toDateTime",
        "top",
        "transitive",
        "userObjectId",
        "valuesOnly",
        "width",
        "workspaceId",
    ]
)
"""Parameters of functions that are no texts; all others stand in quotes."""
_TIMES_IN_QUOTES = frozenset({"getActivitiesByInterval", "occurrencesView", "reminderView"})
"""Functions whose points in time are texts."""
_CAPITALIZED = frozenset(
    {"allowedCalendarSharingRoles", "findRooms", "reminderView", "supportedTimeZones"}
)
"""Functions whose parameters begin with a capital letter."""
_WITHOUT_QUOTES = frozenset({"microsoft.graph.security.aggregatedAppsDetails"})
"""Functions that have no text among their parameters, whatever these are called."""
_STREAMS = (
    r"photo|bulkUpload|(colorIcon|outlineIcon)/hostedContent|trustFramework/policies/[^/]+"
    r"|(photos|messages|hostedContents|defaultPages|overridesPages|documents)/[^/]+"
    r"|uploadSessions/[^/]+/files/[^/]+|tasks/[^/]+/attachments/[^/]+"
)
"""Whose content is a stream by the rules of OData; that of others has a segment of its own."""
_COUNTED_BY_FUNCTIONS = "changes|charts|columns|functions|points|rows|series|tables|tasks"
"""What has a function ``count`` in workbooks."""
ENDS = (
    ("/batch", "^/batch", "/$batch"),
    ("/content", rf"/({_STREAMS})/content", "/$value"),
    ("/count", rf"^(?!.*/workbook/.*({_COUNTED_BY_FUNCTIONS})/count).*/count", "/$count"),
    ("/ref", "/ref", "/$ref"),
)
"""Attributes whose segment is the service's own: the one for a stream depends on whose it is."""


def _attribute(name: str) -> str:
    """A name of the service as the SDK spells it."""
    return re.sub("_+", "_", re.sub("(?=[A-Z])|[.]", "_", name)).lower()


_SPELLED = {**{_attribute(name): name for name in _WITH_UNDERSCORES}, **_OTHERWISE}
_CASTS = {
    **{f"microsoft_graph_{_attribute(each)}_": f"microsoft.graph.{each}." for each in _NAMESPACES},
    "graph_": "microsoft.graph.",
}


def segment(name: str) -> str:
    """The part of a path that a builder's attribute stands for, with ``{}`` for its arguments."""
    if name.startswith("by_"):
        return "/{}"
    return f"/{_SPELLED[name] if name in _SPELLED else _named(name)}"


def _named(name: str) -> str:
    """The same without the slash, of a name that says what the segment is."""
    before = next((each for each in _CASTS if name.startswith(each)), "")
    own = name.removeprefix(before)
    first, *parameters = [own] if name in WITHOUT_ARGUMENTS else own.split("_with_")
    # A number tells the parameter of an inner function from that of an outer one.
    names = [camel(parameter).rstrip("1") for parameter in parameters]
    called = _CASTS.get(before, "") + camel(first)
    given = ",".join(_argument(called, each) for each in names)
    return f"{called}({given})" if given else called


def _argument(function: str, parameter: str) -> str:
    """An argument of a function, with ``{}`` for its value."""
    time = parameter in ("startDateTime", "endDateTime")
    is_text = function in _TIMES_IN_QUOTES if time else parameter not in _UNQUOTED
    value = "'{}'" if is_text and function not in _WITHOUT_QUOTES else "{}"
    name = parameter[:1].upper() + parameter[1:] if function in _CAPITALIZED else parameter
    return f"{name}={value}"


def camel(name: str) -> str:
    """A name of Python as the service spells it."""
    first, *others = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in others)
