"""The one settings file. Everything that differs between machines is read from the environment."""

import base64
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlparse

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent

#: Everything this installation keeps: database, photographs, keys. Back this folder up.
HOME = Path(os.environ.get("K2K_HOME", ROOT / "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)

#: The address printed on labels and cards.
URL = os.environ.get("K2K_URL", f"http://localhost:{os.environ.get('PORT', '8000')}").rstrip("/")
SHARED = Path(os.environ.get("K2K_SHARED", ROOT.parent / "shared"))
TESTING = "pytest" in sys.modules


def _kept_secret(name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(48)) -> str:
    """Read a secret from the environment, or make it once and keep it in K2K_HOME/keys (mode 600)."""
    given = os.environ.get(f"K2K_{name.upper()}")
    if given:
        return given
    path = HOME / "keys" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
    return path.read_text().strip()


SECRET_KEY = _kept_secret("session_key")
#: Keys the hashes of household cards, IC numbers and follow-up links. Never in a backup.
HASH_KEY = _kept_secret("hash_key")


def _signing_key() -> str:
    """A new private key on the curve P-256, as base64url of its 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


#: Signs what is sent to phones (VAPID). With another key every phone is asked anew.
PUSH_KEY = _kept_secret("push_key", _signing_key)
#: Where phones are told from, and nowhere else: K2K calls no address that a stranger names.
PUSH_SERVICES = [service for service in os.environ.get("K2K_PUSH_SERVICES", "").split(",") if service] or [
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://*.notify.windows.com",
    "https://*.push.apple.com",
]

#: What carries text messages: JSON to an address of the operator's own, or any class; "" and nobody is offered them.
SMS_URL = os.environ.get("K2K_SMS_URL", "")
SMS_SECRET = os.environ.get("K2K_SMS_SECRET", "")
SMS_GATEWAY = os.environ.get("K2K_SMS_GATEWAY", "k2k.core.notify.sms.JsonGateway" if SMS_URL else "")

DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("K2K_HOSTS", "").split(",") if h] or [
    urlparse(URL).hostname or "localhost",
    "localhost",
    "127.0.0.1",
    *(["testserver"] if TESTING else []),
]
SECURE = URL.startswith("https://")

#: Bottom to top; an app imports only apps above it in this list.
APPS = [
    "core", "places", "people", "bodies", "questions", "safety", "commitments", "ballots", "groups", "meetings",
    "elections", "returns", "handover", "activities", "issues", "works", "assets", "desk", "figures", "home",
]  # fmt: skip

INSTALLED_APPS = [
    # ours first: their templates stand before those of the libraries
    *[f"k2k.{app}" for app in APPS],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "k2k.core.logs.request_log",
    "k2k.core.unread.read_to_the_end",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "k2k.core.middleware.without_nul",
    "k2k.core.middleware.malay_first",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "k2k.core.pace.middleware",
    "k2k.core.middleware.actor_middleware",
]

ROOT_URLCONF = "k2k.urls"
WSGI_APPLICATION = "k2k.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "k2k.core.middleware.page_context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "k2k.core.templatetags.k2k"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(address: str) -> dict:
    """Translate `K2K_DATABASE_URL` (postgresql://user:pass@host:port/name) or the embedded default."""
    if not address or address.startswith("sqlite:"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address.removeprefix("sqlite:").removeprefix("//") or HOME / "k2k.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA recursive_triggers=ON; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlparse(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # what is asked again and again is planned once: half of PostgreSQL's work on a page was planning
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 16, "timeout": 5},
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(os.environ.get("K2K_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher" if TESTING else "k2k.core.accounts.hashers.LeanArgon2"
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "k2k.core.accounts.adapter.StaffAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
#: allauth counts tries in the cache of one process; the adapter counts them per account in the database instead.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "k2k.core.accounts.forms.Login",
    "reauthenticate": "k2k.core.accounts.forms.PasswordAgain",
    "change_password": "k2k.core.accounts.forms.NewPassword",
}
MFA_ADAPTER = "k2k.core.accounts.adapter.CodesAdapter"
MFA_FORMS = {
    "authenticate": "k2k.core.accounts.forms.Code",
    "reauthenticate": "k2k.core.accounts.forms.CodeAgain",
    "activate_totp": "k2k.core.accounts.forms.FirstCode",
    "add_webauthn": "k2k.core.accounts.passkeys.Add",
    "edit_webauthn": "k2k.core.accounts.passkeys.Rename",
    "authenticate_webauthn": "k2k.core.accounts.passkeys.Second",
    "login_webauthn": "k2k.core.accounts.passkeys.SignIn",
    "reauthenticate_webauthn": "k2k.core.accounts.passkeys.Again",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
#: Nobody guesses a signature, and a whole office shares one address: nothing is counted in one process's cache.
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "K2K"
#: Phones whose clock is half a minute off still sign in; each code is taken once.
MFA_TOTP_TOLERANCE = 1

SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_SAVE_EVERY_REQUEST = False
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("K2K_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "k2k.core.pages.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "ms"
LANGUAGES = [("ms", "Bahasa Melayu"), ("en", "English"), ("zh-hans", "中文"), ("ta", "தமிழ்")]
LANGUAGE_COOKIE_NAME = "lang"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LOCALE_PATHS = [path for path in (PACKAGE / "locale", ROOT / "locale") if path.is_dir()]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Kuala_Lumpur"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "k2k.core.ui.static.StaticFiles"
    },
}
#: Photographs and other uploads, by content hash; served only through the app.
FILES = HOME / "files"
VOICES = HOME / "voices"
#: One request carries at most one form and one photograph.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
UPLOAD_LIMIT = 8_000_000

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("K2K_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("K2K_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("K2K_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("K2K_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("K2K_SMTP_PASSWORD", "")
EMAIL_USE_TLS = True
#: A mail server that is dead must not hold the worker.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("K2K_MAIL_FROM", "k2k@localhost")

#: `K2K_DEMO=0` starts empty; the demo never runs over real data.
DEMO = os.environ.get("K2K_DEMO", "1") != "0"
#: The person who answers questions about personal data (Personal Data Protection Act 2010, as amended 2024).
DPO = {
    "name": os.environ.get("K2K_DPO_NAME", "Pegawai Perlindungan Data"),
    "phone": os.environ.get("K2K_DPO_PHONE", "03-0000 0100"),
    "email": os.environ.get("K2K_DPO_EMAIL", "dpo@example.org"),
}
#: Emergency number, dialled from every report page.
EMERGENCY = "999"
#: Where the quick way out leads: a page on which nobody asks why it was open.
NEUTRAL_PAGE = os.environ.get("K2K_NEUTRAL_PAGE", "https://www.met.gov.my/")

LOGGING_CONFIG = "k2k.core.logs.configure"
LOGGING = {"level": os.environ.get("K2K_LOG", "INFO")}
SILENCED_SYSTEM_CHECKS: list[str] = []
