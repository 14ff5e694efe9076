"""The addresses of sign-in and accounts, for those who try every page."""

ACCOUNT: dict[str, tuple[str, int, str]] = {
    "account": ("/konto/", 302, "/konto/logga-in/?next=/konto/"),
    "account_login": ("/konto/logga-in/", 200, "<h1>Logga in</h1>"),
    "account_logout": ("/konto/logga-ut/", 302, "/konto/"),
    "sign_out_everywhere": ("/konto/logga-ut/overallt/", 405, ""),
    "sign_in_as_demo": ("/konto/demo/", 405, ""),
    "account_reauthenticate": (
        "/konto/bekrafta/",
        302,
        "/konto/logga-in/?next=/konto/bekrafta/",
    ),
    "account_change_password": (
        "/konto/losenord/",
        302,
        "/konto/logga-in/?next=/konto/losenord/",
    ),
    "account_password_changed": (
        "/konto/losenord/bytt/",
        302,
        "/konto/logga-in/?next=/konto/losenord/bytt/",
    ),
    "account_reset_password": ("/konto/losenord/glomt/", 200, "<h1>Nytt lösenord</h1>"),
    "account_reset_password_done": ("/konto/losenord/skickat/", 200, "<h1>Brevet är på väg</h1>"),
    "account_reset_password_from_key": (
        "/konto/losenord/nytt/1-abc/",
        200,
        "<h1>Länken gäller inte längre</h1>",
    ),
    "account_reset_password_from_key_done": (
        "/konto/losenord/klart/",
        200,
        "<h1>Lösenordet är sparat</h1>",
    ),
    "tokens": ("/konto/nycklar/", 302, "/konto/logga-in/?next=/konto/nycklar/"),
    "new_token": ("/konto/nycklar/ny/", 302, "/konto/logga-in/?next=/konto/nycklar/ny/"),
    "end_token": ("/konto/nycklar/1/", 302, "/konto/logga-in/?next=/konto/nycklar/1/"),
    "users": ("/anvandare/", 302, "/konto/logga-in/?next=/anvandare/"),
    "new_user": ("/anvandare/ny/", 302, "/konto/logga-in/?next=/anvandare/ny/"),
    "user": ("/anvandare/1/", 302, "/konto/logga-in/?next=/anvandare/1/"),
    "new_role": ("/anvandare/1/roll/", 302, "/konto/logga-in/?next=/anvandare/1/roll/"),
    "end_role": ("/anvandare/1/roll/1/", 302, "/konto/logga-in/?next=/anvandare/1/roll/1/"),
    "user_act": ("/anvandare/1/stang/", 302, "/konto/logga-in/?next=/anvandare/1/stang/"),
    "end_users_token": (
        "/anvandare/1/nyckel/1/",
        302,
        "/konto/logga-in/?next=/anvandare/1/nyckel/1/",
    ),
    "mfa_authenticate": ("/konto/logga-in/kod/", 302, "/konto/logga-in/"),
    "mfa_reauthenticate": (
        "/konto/bekrafta/kod/",
        302,
        "/konto/logga-in/?next=/konto/bekrafta/kod/",
    ),
    "mfa_index": (
        "/konto/engangskod/",
        302,
        "/konto/logga-in/?next=/konto/engangskod/",
    ),
    "mfa_activate_totp": (
        "/konto/engangskod/koppla/",
        302,
        "/konto/logga-in/?next=/konto/engangskod/koppla/",
    ),
    "mfa_deactivate_totp": (
        "/konto/engangskod/ta-bort/",
        302,
        "/konto/logga-in/?next=/konto/engangskod/ta-bort/",
    ),
    "mfa_view_recovery_codes": (
        "/konto/engangskod/reservkoder/",
        302,
        "/konto/logga-in/?next=/konto/engangskod/reservkoder/",
    ),
    "mfa_generate_recovery_codes": (
        "/konto/engangskod/reservkoder/nya/",
        302,
        "/konto/logga-in/?next=/konto/engangskod/reservkoder/nya/",
    ),
    # No directory is named: see test_web_directory.
    "openid_connect_login": ("/konto/katalog/kommunen/", 404, "Sidan finns inte"),
    "openid_connect_callback": ("/konto/katalog/kommunen/svar/", 404, "Sidan finns inte"),
}
"""By name: the address, what it answers the public, and words that stand there."""

FORMS = {"account_login", "account_reset_password"}
"""Pages with a form that is sent by post: its mark against forgery is kept in a cookie."""

OPEN_PAGES = {
    "sign-in": "/konto/logga-in/",
    "forgotten password": "/konto/losenord/glomt/",
    "link that does not hold": "/konto/losenord/nytt/1-abc/",
}
"""Pages that the public sees in a browser."""
