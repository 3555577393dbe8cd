"""Django settings; what an installation may change is read from the environment (see env.py)."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sihe.project import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()

DEMO = env.flag("SIHE_DEMO", False)  # sample sign-ins and the persona switch exist only in the demo
DEBUG = env.flag("SIHE_DEBUG", False)
START_CODE = "start.code"  # in DATA: opens the first start of an empty installation, once
SECRET_KEY = env.kept_secret("SIHE_SECRET_KEY", DATA / "signing.key", env.SecretMaker("signing"))
FIELD_KEYS = env.kept_secret("SIHE_FIELD_KEYS", DATA / "fields.key", env.SecretMaker("field"))
INDEX_KEY = env.kept_secret("SIHE_INDEX_KEY", DATA / "index.key", env.SecretMaker("signing"))
ALLOWED_HOSTS = env.words("SIHE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("SIHE_ORIGINS", "")
PUBLIC_ADDRESS = os.environ.get("SIHE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
HTTPS = PUBLIC_ADDRESS.startswith("https://")

KERNEL = (
    "facts journal access privacy places people organisations responsibilities calendar files notices ui"
).split()
TEAMS = "appointments absence turnover custody posts register".split()
INTERACTION = (
    "locating telling accounts joining entering standins bulletins reaching disclosure affairs matters"
    " handling deadlines timelines casework handovers owndata following triage intake rounds households"
    " finding"
).split()
INTELLIGENCE = (
    "senders rulebook desks rolls exchange open311 registering setup archive portal".split()
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rules",
    "django_tasks",
    "django_tasks_db",
    *(f"sihe.kernel.{name}" for name in KERNEL if (PACKAGE / "kernel" / name / "apps.py").exists()),
    *(f"sihe.teams.{name}" for name in TEAMS if (PACKAGE / "teams" / name / "apps.py").exists()),
    *(
        f"sihe.interaction.{name}"
        for name in INTERACTION
        if (PACKAGE / "interaction" / name / "apps.py").exists()
    ),
    *(
        f"sihe.intelligence.{name}"
        for name in INTELLIGENCE
        if (PACKAGE / "intelligence" / name / "apps.py").exists()
    ),
    "sihe.project.sample",
    "sihe.project.showcase",
    "sihe.project.keys",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sihe.project.middleware.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sihe.project.middleware.ContentPolicy",
    "sihe.project.signing.changing.StartPassword",
    "sihe.project.middleware.ResidentsDoor",
    "sihe.kernel.organisations.middleware.ActorMiddleware",
]

ROOT_URLCONF = "sihe.project.urls"
WSGI_APPLICATION = "sihe.project.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sihe.project.shell.shell",
            ],
        },
    }
]

DATABASES = {"default": env.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_FORMS = {
    "login": "sihe.project.signing.forms.SignInForm",
    "reauthenticate": "sihe.project.signing.forms.AgainForm",
    "change_password": "sihe.project.signing.forms.NewPasswordForm",
}
ACCOUNT_ADAPTER = "sihe.project.signing.adapter.StaffAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "sihe.project.signing.adapter.SecondStep"
MFA_FORMS = {
    "authenticate": "sihe.project.signing.forms.CodeForm",
    "activate_totp": "sihe.project.signing.forms.SecondStepForm",
}
MFA_TOTP_ISSUER = "四合"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "sihe.kernel.ui.views.csrf_failure"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns about a folder that is not there
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sihe.project.packing.PackedStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA / "files"

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20
PHOTO_MAX_BYTES = 12 * 2**20
PHOTO_MAX_COUNT = 6

EMAIL_BACKEND = os.environ.get(
    "SIHE_MAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
)
SENDERS = {name: f"sihe.intelligence.senders.{name}" for name in ("email", "sms", "wecom")}
NOTICE_SENDERS = env.words("SIHE_NOTICE_SENDERS", "")  # email, sms, wecom; all off unless named
SMS_URL, SMS_SECRET = os.environ.get("SIHE_SMS_URL", ""), os.environ.get("SIHE_SMS_SECRET", "")
WECOM_URL = os.environ.get("SIHE_WECOM_URL", "")
WECOM_SECRET = os.environ.get("SIHE_WECOM_SECRET", "")

# WeChat is off unless the office has a number of its own there (SIHE_WECHAT_ID, SIHE_WECHAT_SECRET)
WECHAT_ID = os.environ.get("SIHE_WECHAT_ID", "")
WECHAT_SECRET = os.environ.get("SIHE_WECHAT_SECRET", "")
WECHAT_ADDRESS = os.environ.get("SIHE_WECHAT_ADDRESS", "https://api.weixin.qq.com").rstrip("/")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# on disk, so that all server processes count wrong tries together
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        # beyond this many, entries are thrown out at random, counts of wrong tries among them
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"sihe": {"level": "INFO"}},
}
