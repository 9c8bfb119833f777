"""Decorators that the linter does not know, of functions and of classes.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

DECORATORS = (
    Way(
        "decorated_by_a_library",
        (
            "@$lib.signed_in\ndef $fetch():\n    return $APP\n\n\nSEND $fetch()",
            """
            class $Client:
                @$lib.signed_in
                def token(self):
                    return $APP


            SEND $Client().token()
            """,
        ),
        (
            "@$lib.counted\ndef $fetch():\n    return $APP\n\n\nSEND $fetch()",
            """
            @$lib.signed_in
            def $fetch():
                return $APP


            def $fetch_for_app():
                return $APP


            SEND $fetch_for_app()
            """,
            "@$lib.signed_in\ndef $ask():\n    SEND $APP\n\n\n$ask.__wrapped__()",
        ),
    ),
    Way(
        "decorated_by_the_program",
        (
            """
            def $for_user(function):
                def wrapper():
                    ? return $USER
                    return function()

                return wrapper


            @$for_user
            def $fetch():
                return $APP


            SEND $fetch()
            """,
        ),
        (
            """
            def $for_user(function):
                def wrapper():
                    print(len($USER))
                    return function()

                return wrapper


            @$for_user
            def $fetch():
                return $APP


            SEND $fetch()
            """,
        ),
    ),
    Way(
        "class_decorated_by_a_library",
        (
            (
                "@$lib.patched\nclass $Client:\n    def token(self):\n        return $APP\n\n\n"
                "SEND $Client().token()"
            ),
        ),
        (
            (
                "@$lib.patched\nclass $Client:\n    def fetch(self):\n        return $APP\n\n\n"
                "SEND $Client().fetch()"
            ),
            (
                "class $Client:\n    def token(self):\n        return $APP\n\n\n"
                "@$lib.patched\nclass $Other:\n    pass\n\n\nSEND $Client().token()"
            ),
        ),
    ),
    Way(
        "class_decorated_by_the_program",
        (
            """
            def $for_user(kind):
                ? kind.token = property(lambda self: $USER)
                return kind


            @$for_user
            class $Client:
                token = $APP


            SEND $Client().token
            """,
            """
            def $for_user(kind):
                class Signed(kind):
                    def token(self):
                        return $USER

                return Signed


            @$for_user
            class $Client:
                def token(self):
                    return $APP


            SEND $Client().token()
            """,
        ),
        (
            """
            def $for_user(kind):
                kind.user = $USER
                return kind


            @$for_user
            class $Client:
                token = $APP


            SEND $Client().token
            """,
        ),
    ),
)
