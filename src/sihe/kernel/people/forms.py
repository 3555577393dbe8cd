"""The forms of signing in, in own words and without what this installation does not offer."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise
