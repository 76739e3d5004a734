from credlint.cli import main

main()
