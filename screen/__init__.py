"""From what is known about a firm to an explained verdict. Pure: no network, no clock, no database."""
