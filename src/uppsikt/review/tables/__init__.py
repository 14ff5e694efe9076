"""What tables state: columns, months, nets and sums, and the conventions they follow."""
