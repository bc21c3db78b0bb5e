"""What the numbers mean: periods, workdays, packs and target against actual; no Streamlit, no clock."""
