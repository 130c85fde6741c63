/**
 * The tables of clients that other systems write, with their headings: Acuity's client list, Mindbody's clients, Square's
 * customer directory, Vagaro's customers, TeamUp's customers.
 */
export const importFiles = {
  acuity: [
    'First Name,Last Name,Phone,Email,Notes,Days Since Last Appointment',
    'Ann,Lee,(202) 555-0143,ann@x.test,"Knee, left",12',
  ],
  mindbody: [
    'Client ID,Last Name,First Name,Email,Mobile Phone,Home Phone,Birthday,Creation Date,Referral Type,Email Opt-In',
    '100001,Lee,Ann,ann@x.test,202-555-0143,,4/25/1990,1/31/2020,Friend,Yes',
  ],
  square: [
    'Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,Email Subscription Status,Instant Profile,Blocked from online booking',
    ',Ann,Lee,ann@x.test,\'+12025550143,,,,,,,,1990-04-25,"Knee, left",AB12,Directory,2020-01-31,2024-05-06,3,$90.00,subscribed,No,No',
  ],
  vagaro: [
    'First Name,Last Name,Email,Mobile Phone,Day Phone,Night Phone,Birthday,Customer Since,Tags',
    'Ann,Lee,ann@x.test,202-555-0143,,,04/25/1990,01/31/2020,vip; mornings',
  ],
  teamup: [
    'ID,First name,Last name,Email,Phone,Date of birth,Date joined,Emergency contact name,Emergency contact phone,Receives marketing emails',
    '7,Ann,Lee,ann@x.test,+1 202 555 0143,1990-04-25,2020-01-31,Bob Lee,+1 202 555 0199,true',
  ],
} as const
