"""What did an editor put right, and how does it stay right when the report is read again?

`requests` reads what an editor asks for, `passages` finds a quote again after its file has
changed, `application` applies corrections to a freshly extracted report. Engines keep them.
"""

from searchapp.corrections.application import Corrected, corrected
from searchapp.corrections.records import Change, Correction, Value

__all__ = ["Change", "Corrected", "Correction", "Value", "corrected"]
