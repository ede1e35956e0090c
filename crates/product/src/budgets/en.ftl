budget-account = Your budget has too little left for this. “You” shows what is left; whoever runs this installation can raise it.
budget-key = This key's budget has too little left for this.
budget-workspace = The workspace's budget has too little left for this. Whoever runs this installation can raise it.
budget-line = { $spent } of { $most } spent{ $per ->
    [day] { " " }today
    [month] { " " }this month
   *[ever] { "" }
}
budget-held = { $held } held for what is under way
budget-of-account = Your budget
budget-of-workspace = The workspace's budget
