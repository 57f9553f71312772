import { STATUS } from '../../../shared/report';
import { plain } from './headings';

/** What cells say for a status: the code, or the words of the portal's list (domain.md §1.6). */
export const STATUS_WORDS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.values(STATUS).map((status) => [String(status), status])),
  'Mới đăng ký': STATUS.submitted,
  'Được tiếp nhận': STATUS.received,
  'Không được tiếp nhận': STATUS.rejected,
  'Đang xử lý': STATUS.processing,
  'Yêu cầu bổ sung giấy tờ': STATUS.supplementRequested,
  'Yêu cầu thực hiện nghĩa vụ tài chính': STATUS.paymentRequested,
  'Công dân yêu cầu rút hồ sơ': STATUS.withdrawn,
  'Dừng xử lý': STATUS.stopped,
  'Đã xử lý xong': STATUS.completed,
  'Đã trả kết quả': STATUS.returned,
};

export const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  online: 'online',
  direct: 'direct',
  postal: 'postal',
  unknown: 'unknown',
  'Trực tiếp': 'direct',
  'Trực tuyến': 'online',
  'Bưu chính công ích': 'postal',
  'Nộp qua bưu chính công ích': 'postal',
  'Bưu chính': 'postal',
  1: 'direct',
  2: 'online',
  3: 'postal',
};

export const APPLICANT_WORDS: Readonly<Record<string, string>> = {
  citizen: 'citizen',
  business: 'business',
  state: 'state',
  organisation: 'organisation',
  unknown: 'unknown',
  'Công dân': 'citizen',
  'Doanh nghiệp': 'business',
  'Cơ quan nhà nước': 'state',
  'Tổ chức': 'organisation',
  1: 'citizen',
  2: 'business',
  3: 'state',
  4: 'organisation',
};

export const RETURN_WORDS: Readonly<Record<string, string>> = {
  counter: 'counter',
  post: 'post',
  unknown: 'unknown',
  'Trực tiếp': 'counter',
  'Tại quầy': 'counter',
  'Bưu chính công ích': 'post',
  'Bưu chính': 'post',
  0: 'counter',
  1: 'post',
};

/** The list with the operator's own words before it, found without marks and case. */
export function wordsOf<T>(
  list: Readonly<Record<string, T>>,
  own: Readonly<Record<string, T>>,
): ReadonlyMap<string, T> {
  return new Map(Object.entries({ ...list, ...own }).map(([word, meaning]) => [plain(word), meaning]));
}
