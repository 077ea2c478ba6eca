"""The modules with which scripts/package.py makes the packages. Each module makes one kind of
package, or helps to make packages."""
