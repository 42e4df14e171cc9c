"""Cities of Learning: one portal per city, one network."""

from __future__ import annotations

from werkzeug.middleware.proxy_fix import ProxyFix

import tenancy
from col_app import features
from col_app.config import ROOT, Settings, settings_from_environment
from col_app.core.copies import init_copies
from col_app.core.errors import init_errors
from col_app.core.fetch import init_fetch
from col_app.core.logs import init_logs, setup_logging
from col_app.core.queue import init_queue
from col_app.core.security import init_security
from col_app.core.speech import init_speech
from col_app.core.web import PortalApp, init_web
from col_app.extensions import csrf, db, login
from col_app.recognition.awards.direct import DirectCredentials
from col_app.ui.templating import init_templates


def create_app(settings: Settings | None = None, *, testing: bool = False) -> PortalApp:
    """The app, ready to serve every city and the apex.

    Raises config.MissingSettingError when a secret is missing.
    """
    settings = settings or settings_from_environment()
    app = PortalApp(__name__, static_folder=None, template_folder=None)
    app.settings = settings
    app.testing = testing
    app.config.update(_flask_config(settings))

    if not testing:
        setup_logging(settings.log_level)
    db.init_app(app)
    with app.app_context():
        tenancy.install(db.engine, settings.tenancy)
        app.directory = tenancy.Directory(db.engine, settings.tenancy)
    login.init_app(app, add_context_processor=False)
    csrf.init_app(app)

    init_logs(app)
    init_web(app)
    init_speech(app)
    init_errors(app)
    init_copies(app)
    init_security(app)
    init_templates(app)
    init_queue(app)
    init_fetch(app)
    features.register(app)

    with app.app_context():
        app.wsgi_app = DirectCredentials(app.wsgi_app, db.engine, settings.scheme)
    app.wsgi_app = tenancy.HostMiddleware(app.wsgi_app, app.directory)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.trusted_proxies, settings.trusted_proxies)
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": tenancy.engine_options(pool_size=settings.pool_size),
        "SESSION_COOKIE_NAME": "__Host-form",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "MAX_CONTENT_LENGTH": 5 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "PREFERRED_URL_SCHEME": settings.scheme,
    }
