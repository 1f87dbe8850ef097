"""The screens: Streamlit asks and shows, and nothing here calculates."""
