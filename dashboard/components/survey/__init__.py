"""The survey: its form, its answers, its quality, its kinds of people, its kecamatan."""
