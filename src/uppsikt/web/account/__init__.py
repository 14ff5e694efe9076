"""Sign-in, and what a person does with the own account. The steps are django-allauth's."""
