"""The pledge: campaign, ceremony, personal link, kiosk, signature, coverage, certificate."""
