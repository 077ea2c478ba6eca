"""The programs that a developer runs. Those that the README names need only Python 3.11 and no
package."""
