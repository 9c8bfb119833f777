"""What the endpoints of mailboxes ask: mail, calendars, contacts and settings.

For reading calendars the pages list Calendars.ReadBasic also as an application permission, where
the permissions reference (https://learn.microsoft.com/graph/permissions-reference) has it for users
only, and Calendars.ReadBasic.All for applications. No administrator can grant an application the
former, so the rows have the latter.
"""

from .pages import current, generated, row, written
from .required import RequiredPermissions

_MAIL: RequiredPermissions = {
    ("GET", "/users/{}/messages"): row(
        application="Mail.ReadBasic.All, Mail.Read, Mail.ReadWrite",
        delegated="Mail.ReadBasic, Mail.Read, Mail.ReadWrite",
        page=written("user-list-messages"),
    ),
    ("POST", "/users/{}/messages"): row(
        application="Mail.ReadWrite",
        delegated="Mail.ReadWrite",
        page=written("user-post-messages"),
    ),
    ("GET", "/users/{}/messages/{}"): row(
        application="Mail.ReadBasic.All, Mail.Read",
        delegated="Mail.ReadBasic, Mail.Read",
        page=generated("c9bbab2c6d2a78652f5b597236adc465c53e0462", "message-get"),
    ),
    ("PATCH", "/users/{}/messages/{}"): row(
        application="Mail.ReadWrite",
        delegated="Mail.ReadWrite",
        page=written("message-update"),
    ),
    ("DELETE", "/users/{}/messages/{}"): row(
        application="Mail.ReadWrite",
        delegated="Mail.ReadWrite",
        page=written("message-delete"),
    ),
    ("GET", "/users/{}/messages/{}/attachments"): row(
        application="Mail.Read",
        delegated="Mail.Read",
        page=written("message-list-attachments"),
    ),
    ("POST", "/users/{}/messages/{}/reply"): row(
        application="Mail.Send",
        delegated="Mail.Send",
        page=written("message-reply"),
    ),
    ("POST", "/users/{}/sendMail"): row(
        application="Mail.Send",
        delegated="Mail.Send",
        page=written("user-sendmail"),
    ),
    ("GET", "/users/{}/mailFolders"): row(
        application="Mail.ReadBasic.All, Mail.Read, Mail.ReadWrite",
        delegated="Mail.ReadBasic, Mail.Read, Mail.ReadWrite",
        page=written("user-list-mailfolders"),
    ),
    ("GET", "/users/{}/mailFolders/{}/messages"): row(
        application="Mail.ReadBasic.All, Mail.Read, Mail.ReadWrite",
        delegated="Mail.ReadBasic, Mail.Read, Mail.ReadWrite",
        page=written("mailfolder-list-messages"),
    ),
    ("POST", "/users/{}/getMailTips"): row(
        application="Mail.Read",
        delegated="Mail.Read, Mail.Read.Shared",
        page=written("user-getmailtips"),
    ),
}

_CALENDARS: RequiredPermissions = {
    ("GET", "/users/{}/events"): row(
        application="Calendars.ReadBasic.All, Calendars.ReadWrite, Calendars.Read",
        delegated="Calendars.ReadBasic, Calendars.ReadWrite, Calendars.Read",
        page=generated("286d28db493cde3c4a839d7fa7df962aed159cbf", "user-list-events"),
    ),
    ("POST", "/users/{}/events"): row(
        application="Calendars.ReadWrite",
        delegated="Calendars.ReadWrite",
        page=written("user-post-events"),
    ),
    ("PATCH", "/users/{}/events/{}"): row(
        application="Calendars.ReadWrite",
        delegated="Calendars.ReadWrite",
        page=written("event-update"),
    ),
    ("DELETE", "/users/{}/events/{}"): row(
        application="Calendars.ReadWrite",
        delegated="Calendars.ReadWrite",
        page=written("event-delete"),
    ),
    ("GET", "/users/{}/calendarView"): row(
        application="Calendars.ReadBasic.All, Calendars.Read, Calendars.ReadWrite",
        delegated="Calendars.ReadBasic, Calendars.Read, Calendars.ReadWrite",
        page=current("user-list-calendarview"),
    ),
    ("GET", "/users/{}/calendars"): row(
        application="Calendars.ReadBasic.All, Calendars.Read, Calendars.ReadWrite",
        delegated="Calendars.ReadBasic, Calendars.Read, Calendars.Read.Shared, Calendars.ReadWrite",
        page=generated("c9bbab2c6d2a78652f5b597236adc465c53e0462", "user-list-calendars"),
    ),
    ("POST", "/users/{}/calendar/getSchedule"): row(
        application="Calendars.ReadBasic.All, Calendars.Read, Calendars.ReadWrite",
        delegated="Calendars.ReadBasic, Calendars.Read, Calendars.ReadWrite",
        page=generated("58e5ce0f4e24ae74ab8bcef5e65deed7a077c453", "calendar-getschedule"),
    ),
    ("POST", "/users/{}/findMeetingTimes"): row(
        application="",
        delegated="Calendars.Read, Calendars.ReadWrite",
        page=generated("c9bbab2c6d2a78652f5b597236adc465c53e0462", "user-findmeetingtimes"),
    ),
}

_CONTACTS_AND_SETTINGS: RequiredPermissions = {
    ("GET", "/users/{}/contacts"): row(
        application="Contacts.Read, Contacts.ReadWrite",
        delegated="Contacts.Read, Contacts.ReadWrite",
        page=written("user-list-contacts"),
    ),
    ("POST", "/users/{}/contacts"): row(
        application="Contacts.ReadWrite",
        delegated="Contacts.ReadWrite",
        page=written("user-post-contacts"),
    ),
    ("GET", "/users/{}/mailFolders/inbox/messageRules"): row(
        application="MailboxSettings.Read",
        delegated="MailboxSettings.Read",
        page=written("mailfolder-list-messagerules"),
    ),
    ("GET", "/users/{}/mailboxSettings"): row(
        application="MailboxSettings.Read, MailboxSettings.ReadWrite",
        delegated="MailboxSettings.Read, MailboxSettings.ReadWrite",
        page=written("user-get-mailboxsettings"),
    ),
    ("PATCH", "/users/{}/mailboxSettings"): row(
        application="MailboxSettings.ReadWrite",
        delegated="MailboxSettings.ReadWrite",
        page=written("user-update-mailboxsettings"),
    ),
    ("GET", "/users/{}/outlook/masterCategories"): row(
        application="MailboxSettings.Read",
        delegated="MailboxSettings.Read",
        page=generated(
            "58e5ce0f4e24ae74ab8bcef5e65deed7a077c453", "outlookuser-list-mastercategories"
        ),
    ),
}

OUTLOOK: RequiredPermissions = {**_MAIL, **_CALENDARS, **_CONTACTS_AND_SETTINGS}
"""The rows of this module."""
