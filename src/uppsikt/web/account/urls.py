"""The addresses of sign-in. Of allauth's own pages those that are not here do not exist.

Names that begin as theirs do are those that allauth itself leads to.
"""

from django.urls import path, re_path

from uppsikt.web.account import codes, directory, tokens, users, views

urlpatterns = [
    path("konto/", views.account, name="account"),
    path("konto/logga-in/", views.sign_in, name="account_login"),
    path("konto/logga-ut/", views.sign_out, name="account_logout"),
    path("konto/logga-ut/overallt/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("konto/demo/", views.sign_in_as_demo, name="sign_in_as_demo"),
    path("konto/bekrafta/", views.again, name="account_reauthenticate"),
    path("konto/bekrafta/kod/", codes.again, name="mfa_reauthenticate"),
    path("konto/logga-in/kod/", codes.ask, name="mfa_authenticate"),
    path("konto/katalog/<name:provider_id>/", directory.begin, name="openid_connect_login"),
    path(
        "konto/katalog/<name:provider_id>/svar/",
        directory.answered,
        name="openid_connect_callback",
    ),
    path("konto/engangskod/", codes.codes, name="mfa_index"),
    path("konto/engangskod/koppla/", codes.link, name="mfa_activate_totp"),
    path("konto/engangskod/ta-bort/", codes.unlink, name="mfa_deactivate_totp"),
    path("konto/engangskod/reservkoder/", codes.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "konto/engangskod/reservkoder/nya/",
        codes.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("konto/nycklar/", tokens.tokens, name="tokens"),
    path("konto/nycklar/ny/", tokens.new_token, name="new_token"),
    path("konto/nycklar/<int:number>/", tokens.ended_token, name="end_token"),
    path("konto/losenord/", views.change_password, name="account_change_password"),
    path("konto/losenord/bytt/", views.password_changed, name="account_password_changed"),
    path("konto/losenord/glomt/", views.forgotten, name="account_reset_password"),
    path("konto/losenord/skickat/", views.forgotten_done, name="account_reset_password_done"),
    re_path(
        r"^konto/losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "konto/losenord/klart/",
        views.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    path("anvandare/", users.users, name="users"),
    path("anvandare/ny/", users.new_user, name="new_user"),
    path("anvandare/<int:number>/", users.user, name="user"),
    path("anvandare/<int:number>/roll/", users.new_role, name="new_role"),
    path("anvandare/<int:number>/roll/<int:role>/", users.ended_role, name="end_role"),
    path(
        "anvandare/<int:number>/nyckel/<int:token>/",
        users.ended_token,
        name="end_users_token",
    ),
    path("anvandare/<int:number>/<name:what>/", users.act, name="user_act"),
]
